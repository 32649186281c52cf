import { type Command, InvalidArgumentError, Option } from 'commander';
import { addOutput, addTarget, addYes, collect, examples, integer, type Runtime } from './command.js';

const STATUS = new Option('--status <status>', 'the status of those to list').choices([
  'registered',
  'deprecated',
  'all',
]);

/** Adds the commands about domains. */
export function addDomainCommands(program: Command, runtime: Runtime): void {
  const domain = program.command('domain').summary('list, describe, register, deprecate and tag domains');
  const actions = () => import('../commands/domain.js');

  const list = domain.command('list').summary('list the domains').addOption(STATUS.default('registered'));
  addOutput(addTarget(list));
  runtime.attach(list, async () => (await actions()).list);

  const describe = domain.command('describe').argument('[name]').summary('show a domain; default: that of the target');
  addOutput(addTarget(describe));
  runtime.attach(describe, async () => (await actions()).describe);

  const register = domain
    .command('register')
    .argument('<name>')
    .summary('register a domain')
    .requiredOption(
      '--retention-period-in-days <days>',
      'the days that closed executions are kept, 0 to 90, or NONE',
      retentionPeriod,
    )
    .option('--description <text>', 'a description')
    .option('--tag <key=value>', 'a resource tag; can be repeated', collect);
  addTarget(addYes(register));
  runtime.attach(register, async () => (await actions()).register);

  for (const verb of ['deprecate', 'undeprecate'] as const) {
    const command = domain.command(verb).argument('<name>').summary(`${verb} a domain`);
    addTarget(addYes(command));
    runtime.attach(command, async () => (await actions())[verb]);
  }

  const tags = domain.command('tags').argument('[name]').summary("list a domain's resource tags");
  addOutput(addTarget(tags));
  runtime.attach(tags, async () => (await actions()).tags);

  const tag = domain
    .command('tag')
    .argument('<name>')
    .argument('<key=value...>')
    .summary('add or change resource tags');
  addTarget(addYes(tag));
  runtime.attach(tag, async () => (await actions()).tag);

  const untag = domain.command('untag').argument('<name>').argument('<key...>').summary('remove resource tags');
  addTarget(addYes(untag));
  runtime.attach(untag, async () => (await actions()).untag);
}

function retentionPeriod(text: string): number | 'NONE' {
  if (text === 'NONE') return text;
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be an integer from 0 to 90, or NONE.');
}

const DEFAULTS = {
  'activity-type': [
    ['default-task-list <name>', 'the task list of its tasks'],
    ['default-task-priority <n>', 'the priority of its tasks'],
    ['default-task-start-to-close-timeout <duration>', 'the time that a task may take, or NONE'],
    ['default-task-heartbeat-timeout <duration>', 'the time between heartbeats, or NONE'],
    ['default-task-schedule-to-start-timeout <duration>', 'the time that a task may wait, or NONE'],
    ['default-task-schedule-to-close-timeout <duration>', 'the time that a task may wait and take, or NONE'],
  ],
  'workflow-type': [
    ['default-task-list <name>', 'the task list of its decision tasks'],
    ['default-task-priority <n>', 'the priority of its decision tasks'],
    ['default-task-start-to-close-timeout <duration>', 'the time that a decision task may take, or NONE'],
    ['default-execution-start-to-close-timeout <duration>', 'the time that an execution may take'],
    ['default-child-policy <policy>', 'TERMINATE, REQUEST_CANCEL or ABANDON'],
    ['default-lambda-role <arn>', 'the IAM role of its Lambda functions'],
  ],
} as const;

/** Adds the commands about the types of activities and workflows. */
export function addTypeCommands(program: Command, runtime: Runtime): void {
  for (const noun of ['workflow-type', 'activity-type'] as const) {
    const type = program.command(noun).summary(`list, describe, register, deprecate and delete ${noun}s`);
    const actions = async () => (await import('../commands/types.js')).typeCommands[noun];

    const list = type.command('list').summary(`list the ${noun}s of a domain`).addOption(STATUS.default('registered'));
    list.option('--name <name>', 'the versions of this name').option('--detailed', 'with defaults: a request for each');
    addOutput(addTarget(list));
    runtime.attach(list, async () => (await actions()).list);

    const describe = type.command('describe').argument('<name@version>').summary('show a type with its defaults');
    addOutput(addTarget(describe));
    runtime.attach(describe, async () => (await actions()).describe);

    const register = type.command('register').argument('<name@version>').summary('register a type');
    register.option('--description <text>', 'a description');
    for (const [flag, description] of DEFAULTS[noun]) {
      if (flag.startsWith('default-task-priority')) register.option(`--${flag}`, description, integer());
      else register.option(`--${flag}`, description);
    }
    addTarget(addYes(register));
    runtime.attach(register, async () => (await actions()).register);

    for (const verb of ['deprecate', 'undeprecate', 'delete'] as const) {
      const command = type.command(verb).argument('<name@version>').summary(`${verb} a type`);
      if (verb === 'delete') command.description('Deletes a deprecated type. It must be confirmed.');
      addTarget(addYes(command));
      runtime.attach(command, async () => (await actions())[verb]);
    }
  }
}

/** Adds the commands about all types of a domain. */
export function addCatalogCommands(program: Command, runtime: Runtime): void {
  const types = program.command('types').summary('dump all types of a domain, or compare them with a dump');
  const dump = types
    .command('dump')
    .summary('print the registered types with their defaults as JSON')
    .addHelpText('after', examples('swf types dump > types.json'));
  addTarget(dump);
  runtime.attach(dump, async () => (await import('../commands/catalog.js')).dump);

  const diff = types.command('diff').argument('<file>', 'what "swf types dump" printed; - is stdin');
  diff
    .summary('compare the registered types with a dump')
    .description('Shows what differs, and which changes need a new version: exit code 8 if anything differs.')
    .addHelpText('after', examples('swf types diff types.json --context prod'));
  addOutput(addTarget(diff));
  runtime.attach(diff, async () => (await import('../commands/catalog.js')).diff);
}
