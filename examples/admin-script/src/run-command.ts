import type { Command } from './commands/command.js';
import { count } from './commands/count.js';
import { deprecate } from './commands/deprecate.js';
import { describe } from './commands/describe.js';
import { diff } from './commands/diff.js';
import { list } from './commands/list.js';
import { register } from './commands/register.js';
import { signal } from './commands/signal.js';
import { terminate } from './commands/terminate.js';
import { types } from './commands/types.js';
import { parse } from './options.js';

const COMMANDS: Readonly<Record<string, Command>> = {
  register,
  diff,
  describe,
  types,
  deprecate,
  list,
  count,
  signal,
  terminate,
};

/** Runs a command line, and resolves to its output. */
export async function runCommand(args: readonly string[]): Promise<string> {
  const { command = '', operands, options } = parse(args);
  const found = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!found) throw new Error(`unknown command "${command}"; expected one of\n${usage()}`);
  return found.run(operands, options);
}

function usage(): string {
  return Object.entries(COMMANDS)
    .map(([name, command]) => `  ${name} ${command.usage}`.trimEnd())
    .join('\n');
}
