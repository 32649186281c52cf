import { Command } from 'commander';
import { usageError } from '../failures.js';
import { visible } from '../output/untrusted.js';
import { write } from '../shell.js';
import type { Runtime } from './command.js';
import { addConfigurationCommands } from './configuration.js';
import { addConsoleCommand } from './console.js';
import { addExecutionCommands } from './executions.js';
import { addHistoryCommands } from './histories.js';
import { addLocalCommands } from './local.js';
import { addCatalogCommands, addDomainCommands, addTypeCommands } from './registrations.js';
import { addServiceCommands } from './service.js';
import { findingText, TOPICS } from './topics.js';

// Terminals are at least this wide, and the reference page is made of the same text.
const HELP_WIDTH = 80;

/** Builds the whole command tree: help, completion and the reference page come from it. */
export function buildProgram(runtime: Runtime, version: string): Command {
  const { stdout, stderr } = runtime.shell;
  const program = new Command('swf')
    .description('Lists, explains and controls the executions of Amazon Simple Workflow Service.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(see --help)')
    // Options of types are long: their descriptions wrap in what is left.
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, writeLine) => writeLine(`swf: ${lines(text.replace(/^error: /, ''))}\n`),
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
    });
  program.commandsGroup('Executions:');
  addExecutionCommands(program, runtime);
  program.commandsGroup('Histories:');
  addHistoryCommands(program, runtime);
  program.commandsGroup('Executions:');
  const execution = program.command('execution').summary('the same commands, under their noun');
  addExecutionCommands(execution, runtime);
  addHistoryCommands(execution, runtime);
  program.commandsGroup('Domains, types and task lists:');
  addDomainCommands(program, runtime);
  addTypeCommands(program, runtime);
  addCatalogCommands(program, runtime);
  addServiceCommands(program, runtime);
  program.commandsGroup('Configuration and help:');
  addConsoleCommand(program, runtime);
  addLocalCommands(program, runtime);
  addConfigurationCommands(program, runtime);
  addHelp(program, runtime);
  program
    // Its commands have the other one, copied when they were added.
    .showHelpAfterError('(options follow the command; see --help)')
    .addHelpText('after', `\nTopics of swf help: ${Object.keys(TOPICS).join(', ')}`);
  return program;
}

/** Escapes each line of a message: it repeats what was typed. */
function lines(text: string): string {
  return text.trim().split('\n').map(visible).join('\n');
}

function addHelp(program: Command, { shell }: Runtime): void {
  const topics = Object.keys(TOPICS).join(', ');
  program
    .command('help')
    .argument('[topic...]', `a command, the code of a finding, or one of ${topics}`)
    .summary('show the help of a command or a topic')
    .action(async (path: readonly string[]) => {
      await write(shell.stdout, topicText(path) ?? commandAt(program, path).helpInformation());
    });
}

/** Returns the text of a topic, or of the code of a finding; undefined if it is neither. */
function topicText([topic = '', ...others]: readonly string[]): string | undefined {
  if (others.length > 0) return undefined;
  if (Object.hasOwn(TOPICS, topic)) return TOPICS[topic];
  return findingText(topic.toUpperCase());
}

function commandAt(program: Command, path: readonly string[]): Command {
  let command = program;
  for (const name of path) {
    const child = command.commands.find((each) => each.name() === name);
    if (!child)
      throw usageError(`unknown command or topic "${path.join(' ')}"`, `topics: ${Object.keys(TOPICS).join(', ')}`);
    command = child;
  }
  return command;
}
