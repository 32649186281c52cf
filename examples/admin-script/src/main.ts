import { parse } from './options.js';
import { runCommand } from './run-command.js';
import { openService } from './service.js';
import { TOUR } from './tour.js';

/** Runs the command line, or the tour if it is empty. There is no tour on Amazon SWF. */
async function main(args: readonly string[]): Promise<void> {
  const { command, options } = parse(args);
  if (options.aws && command === undefined) throw new Error('--aws requires a command');
  await using service = await openService(options);
  if (command !== undefined) {
    process.stdout.write(`${await runCommand(args)}\n`);
    return;
  }
  process.stdout.write(`A tour on ${service.description}\n`);
  for (const line of TOUR) process.stdout.write(`\n$ ${line.join(' ')}\n${await runCommand(line)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
