import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Shell } from '../shell.js';
import type { TargetOptions } from '../target/target-options.js';

/** What a command is run with: its arguments and options, and the shell it runs in. */
export interface Invocation<Options = object> {
  readonly shell: Shell;
  readonly arguments: readonly string[];
  readonly options: Options;
}

/** What a command does; resolves to its exit code, or to undefined if it is done. */
export type Action<Options> = (invocation: Invocation<Options>) => Promise<number | undefined>;

/** Runs actions in a shell, and keeps the exit code of the one that ran. */
export class Runtime {
  readonly shell: Shell;
  exitCode = 0;
  /** The options that chose the target of the command; none if it has no target. */
  target: TargetOptions = {};

  constructor(shell: Shell) {
    this.shell = shell;
  }

  /**
   * Makes a command do what a module exports, which is loaded when the command runs: help and
   * completion load no SDK.
   */
  attach<Options>(command: Command, load: () => Promise<Action<Options>>): Command {
    return command.action(async () => {
      if (command.options.some(({ long }) => long === '--context')) this.target = command.opts<TargetOptions>();
      const action = await load();
      const invocation = { shell: this.shell, arguments: command.args, options: command.opts<Options & object>() };
      this.exitCode = (await action(invocation as Invocation<Options>)) ?? 0;
    });
  }
}

/** Adds the options of every command that sends requests. */
export function addTarget(command: Command): Command {
  return command
    .optionsGroup('Target:')
    .option('-d, --domain <name>', 'the domain; default: SWF_DOMAIN, or that of the context')
    .option('--context <name>', 'a named target, see "swf help contexts"; default: SWF_CONTEXT, or the current one')
    .option('--region <name>', 'the AWS region')
    .option('--profile <name>', 'a profile of the shared AWS config files')
    .option('--endpoint <url>', 'the URL of the service')
    .option('--local', 'swf-local on 127.0.0.1:4567')
    .option('--verbose', 'log each request on stderr, without payloads');
}

/** Adds the options of every command that prints results. */
export function addOutput(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .addOption(
      new Option('-o, --output <format>', 'the format, see "swf help output"')
        .choices(['table', 'json', 'jsonl', 'csv', 'id'])
        .default('table'),
    )
    .option('--fields <a,b.c>', 'print these fields, in this order; "help" lists them')
    .option('--sort <field[:desc]>', 'sort what was read')
    .option('--no-header', 'print no header')
    .option('--utc', 'print local times in UTC')
    .addOption(
      new Option('--time <style>', 'how tables show times; default: relative on a terminal, else iso').choices([
        'relative',
        'local',
        'iso',
      ]),
    )
    .addOption(new Option('--color <when>', 'use colors').choices(['auto', 'always', 'never']).default('auto'))
    .option('--wide', 'truncate nothing');
}

/** Adds the terms of filters as options. */
export function addFilters(command: Command): Command {
  return command
    .optionsGroup('Filter, see "swf help filters":')
    .addOption(new Option('--status <status>', 'open or closed; --closed says how').choices(['open', 'closed']))
    .option('--id <workflow-id>', 'the workflow id')
    .option('--type <name[@version]>', 'the workflow type')
    .option('--tag <tag>', 'a tag; can be repeated', collect)
    .option(
      '--closed <status>',
      'the close status: completed, failed, canceled, terminated, timed_out, continued_as_new',
    )
    .option('--since <time>', 'started at this time or later')
    .option('--until <time>', 'started before this time')
    .option('--closed-since <time>', 'closed at this time or later')
    .option('--closed-until <time>', 'closed before this time');
}

/** Adds the run that a command is about. */
export function addRun(command: Command): Command {
  return command.option('--run <run-id>', 'the run; default: the open one, else the latest closed one');
}

/** Lets a command that changes something be confirmed without a question. */
export function addYes(command: Command): Command {
  return command.option('--yes', 'do not ask');
}

/** Adds an input as text or from a file. */
export function addInput(command: Command, noun: string): Command {
  return command
    .option('--input <text>', `the ${noun}, sent unchanged`)
    .option('--input-file <file>', `a file with the ${noun}; - reads stdin`);
}

/** Collects the values of an option that can be repeated. */
export function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** Returns the parser of an integer option; commander adds the option's name to the error. */
export function integer(min?: number, max?: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    const isWithin = number >= (min ?? number) && number <= (max ?? number);
    if (value.trim() !== '' && Number.isInteger(number) && isWithin) return number;
    const range = `${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}`;
    throw new InvalidArgumentError(`It must be an integer${range}.`);
  };
}

/** The parser of a port option; 0 is any free port. */
export const port = integer(0, 65_535);

/** Returns the examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${line}`)].join('\n');
}
