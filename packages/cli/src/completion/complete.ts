import type { Argument, Command, Option } from 'commander';
import { visible } from '../output/untrusted.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';
import type { DynamicValue } from './dynamic-values.js';

const TERMS = ['status:', 'id:', 'type:', 'tag:', 'closed:', 'since:', 'until:', 'closed-since:', 'closed-until:'];
const TIMES = ['since', 'until', 'closed-since', 'closed-until'];
const STATUSES = ['open', 'closed'];
const CLOSE_STATUSES = ['completed', 'failed', 'canceled', 'terminated', 'timed_out', 'continued_as_new'];

/** Prints the words that can stand where the last of the given ones does; silent on errors. */
export async function complete(program: Command, { shell, arguments: args }: Invocation): Promise<undefined> {
  const words = args[0] === '--' ? args.slice(1) : args;
  const last = words.at(-1) ?? '';
  const { command, rest } = commandOf(program, words.slice(0, -1));
  const candidates = await candidatesOf(command, rest, last, shell);
  const matching = [...new Set(candidates)].filter((word) => word.startsWith(last));
  await write(shell.stdout, matching.map((word) => `${visible(word)}\n`).join(''));
}

/** Returns the innermost command that the words name, and the words after it. */
function commandOf(program: Command, words: readonly string[]): { command: Command; rest: readonly string[] } {
  let command = program;
  let index = 0;
  for (; index < words.length; index += 1) {
    const child = command.commands.find((each) => each.name() === words[index]);
    if (!child) break;
    command = child;
  }
  return { command, rest: words.slice(index) };
}

async function candidatesOf(
  command: Command,
  rest: readonly string[],
  last: string,
  shell: Invocation['shell'],
): Promise<readonly string[]> {
  const previous = optionOf(command, rest.at(-1));
  if (previous?.required) return valuesOf(previous, rest, shell);
  if (last.startsWith('-'))
    return command.options.flatMap(({ short, long }) => [long, short].filter((name) => name !== undefined));
  if (command.commands.length > 0 && rest.length === 0) return visibleCommands(command);
  // A workflow id that begins with a dash would be an option, perhaps --every-open.
  return (await argumentsOf(command, rest, last, shell)).filter((word) => !word.startsWith('-'));
}

function visibleCommands(command: Command): readonly string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((each) => each.name());
}

function optionOf(command: Command, word: string | undefined): Option | undefined {
  return command.options.find(({ short, long }) => word !== undefined && (word === short || word === long));
}

/** Asks SWF or the user's files; loaded when it is needed, since it loads the SDK. */
async function dynamicValues(...args: Parameters<typeof import('./dynamic-values.js').dynamicValues>) {
  return (await import('./dynamic-values.js')).dynamicValues(...args);
}

async function valuesOf(
  option: Option,
  rest: readonly string[],
  shell: Invocation['shell'],
): Promise<readonly string[]> {
  if (option.argChoices) return option.argChoices;
  switch (option.long) {
    case '--domain':
      return dynamicValues('domains', rest, shell);
    case '--type':
      return dynamicValues('types', rest, shell);
    case '--id':
      return dynamicValues('ids', rest, shell);
    case '--context':
      return dynamicValues('contexts', rest, shell);
    case '--saved':
      return dynamicValues('queries', rest, shell);
    case '--closed':
      return CLOSE_STATUSES;
    default:
      return [];
  }
}

/** What the argument of a command is by its noun, as in `swf domain describe`. */
const NOUNS: Readonly<Record<string, DynamicValue>> = {
  domain: 'domains',
  'workflow-type': 'types',
  'activity-type': 'activityTypes',
  context: 'contexts',
  query: 'queries',
};

/** Returns the argument of a command that comes after these words; undefined if it takes no more. */
function argumentAt(command: Command, words: readonly string[]): Argument | undefined {
  let position = 0;
  for (let index = 0; index < words.length; index += 1) {
    // The value of an option comes after it.
    if (optionOf(command, words[index])?.required) index += 1;
    else if (!words[index]?.startsWith('-')) position += 1;
  }
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  return registeredArguments[position] ?? (last?.variadic ? last : undefined);
}

async function argumentsOf(
  command: Command,
  rest: readonly string[],
  last: string,
  shell: Invocation['shell'],
): Promise<readonly string[]> {
  const argument = argumentAt(command, rest);
  if (argument === undefined) return [];
  if (command.name() === 'completion') return ['bash', 'zsh', 'fish'];
  const isFirst = argument === command.registeredArguments[0];
  const noun = isFirst && command.name() !== 'register' ? NOUNS[command.parent?.name() ?? ''] : undefined;
  if (noun !== undefined) return dynamicValues(noun, rest, shell);
  const takesTerms = argument.name().includes('term');
  const terms = takesTerms ? await termsOf(last, rest, shell) : [];
  const isId = argument.name() === 'id' || argument.name() === 'id-or-term';
  const ids = isId && !last.includes(':') ? await dynamicValues('ids', rest, shell) : [];
  if (command.name() === 'start') return dynamicValues('types', rest, shell);
  return [...terms, ...ids];
}

async function termsOf(last: string, rest: readonly string[], shell: Invocation['shell']): Promise<readonly string[]> {
  const colon = last.indexOf(':');
  if (colon < 0) return TERMS;
  const name = last.slice(0, colon);
  const prefixed = (values: readonly string[]) => values.map((value) => `${name}:${value}`);
  if (name === 'status') return prefixed(STATUSES);
  if (name === 'closed') return prefixed(CLOSE_STATUSES);
  if (TIMES.includes(name)) return prefixed(['today', 'yesterday']);
  if (name !== 'type' && name !== 'id') return [];
  return prefixed(await dynamicValues(name === 'type' ? 'types' : 'ids', rest, shell));
}
