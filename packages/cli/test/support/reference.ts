import type { Argument, Command, Option } from 'commander';
import { EXIT_CODE_MEANINGS } from '../../src/exit-codes.js';
import { TOPICS } from '../../src/tree/topics.js';

const INTRODUCTION = `<!-- Generated from the command tree by \`npx vitest run --project cli reference -u\`. -->

# The command line \`swf\`

\`\`\`sh
npm install --global @swf/cli
swf dev --domain orders -- npm run workers   # a local SWF, and your program on it
swf why order-42                             # why an execution does not go on
swf why closed:failed closed-since:today     # what failed today, and why
\`\`\`

![swf why order-42](cli/why-80.svg)

Executions are the default noun: \`swf list\` is \`swf execution list\`. Every command has \`--help\`, with
examples.

`;

/** The commands that have a picture of their own, by their path. */
const PICTURES: Readonly<Record<string, string>> = {
  list: 'list-80',
  count: 'count-80',
  describe: 'describe-80',
  explain: 'explain-80',
  history: 'history-80',
  timeline: 'timeline-80',
  stats: 'stats-80',
  tree: 'tree-80',
  terminate: 'terminate-100',
  'task-list show': 'task-list-80',
};

/** Options that many commands share are described once. */
const SHARED_GROUPS = ['Target:', 'Output:', 'Filter, see "swf help filters":', 'Batch, see "swf help batches":'];

/** Returns the reference page of a command tree. */
export function referencePage(program: Command): string {
  const commands = leaves(program).filter(({ path }) => path[0] !== 'execution' && path[0] !== 'help');
  return [
    INTRODUCTION,
    ...commands.map(({ path, command }) => section(path, command)),
    '## Options that commands share\n\n',
    ...SHARED_GROUPS.map((group) =>
      sharedOptions(
        commands.map(({ command }) => command),
        group,
      ),
    ),
    '## Exit codes\n\n| code | means |\n| ---- | ----- |\n',
    ...EXIT_CODE_MEANINGS.map(([code, meaning]) => `| ${code} | ${cell(meaning)} |\n`),
    '\n',
    ...Object.entries(TOPICS)
      .filter(([name]) => name !== 'exit-codes')
      .map(([name, text]) => topic(name, text)),
  ]
    .join('')
    .trimEnd()
    .concat('\n');
}

/** A command that has no commands of its own, and its path. */
export interface Leaf {
  readonly path: readonly string[];
  readonly command: Command;
}

/** Returns the commands of a tree that can be run. */
export function leaves(command: Command, path: readonly string[] = []): readonly Leaf[] {
  const children = command.createHelp().visibleCommands(command);
  if (children.length === 0) return [{ path, command }];
  return children.flatMap((child) => leaves(child, [...path, child.name()]));
}

function section(path: readonly string[], command: Command): string {
  const name = path.join(' ');
  const usage = [...path, ...command.registeredArguments.map(argumentText)].join(' ');
  const groups = new Set(
    command.options.map((option) => option.helpGroupHeading).filter((group) => SHARED_GROUPS.includes(group ?? '')),
  );
  const own = command.options.filter(({ helpGroupHeading }) => !groups.has(helpGroupHeading));
  const takes = [...groups].map((group) => `[${groupName(group ?? '')}](#${anchor(groupName(group ?? ''))})`);
  const image = PICTURES[name];
  return [
    `## swf ${name}\n\n`,
    `\`\`\`text\nswf ${usage}\n\`\`\`\n\n`,
    `${command.description() || capitalized(command.summary())}\n\n`,
    own.length > 0 ? `${table(own)}\n` : '',
    takes.length > 0 ? `Also takes the options of ${takes.join(', ')}.\n\n` : '',
    image === undefined ? '' : `![swf ${name}](cli/${image}.svg)\n\n`,
  ].join('');
}

function sharedOptions(commands: readonly Command[], group: string): string {
  const options = new Map(
    commands
      .flatMap((command) => command.options)
      .filter(({ helpGroupHeading }) => helpGroupHeading === group)
      .map((option) => [option.flags, option] as const),
  );
  return `### ${groupName(group)}\n\n${table([...options.values()])}\n`;
}

function table(options: readonly Option[]): string {
  const rows = options.map((option) => `| \`${option.flags}\` | ${cell(describe(option))} |\n`);
  return `| option | does |\n| ------ | ---- |\n${rows.join('')}`;
}

function describe({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? '' : `: ${argChoices.map((choice) => `\`${choice}\``).join(', ')}`;
  const isShown = defaultValue !== undefined && typeof defaultValue !== 'boolean';
  return `${description}${choices}${isShown ? ` (default: \`${defaultValue}\`)` : ''}`;
}

function argumentText(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

function topic(name: string, text: string): string {
  const [heading = name, ...lines] = text.trimEnd().split('\n');
  return `## ${heading}\n\n\`\`\`text\n${lines.join('\n').trim()}\n\`\`\`\n\n`;
}

function groupName(group: string): string {
  return group.replace(/(?:, see .*)?:$/, '');
}

function anchor(text: string): string {
  return text.toLowerCase();
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
