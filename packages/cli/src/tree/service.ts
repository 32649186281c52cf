import { type Command, Option } from 'commander';
import { addInput, addOutput, addTarget, addYes, examples, integer, type Runtime } from './command.js';

/** Adds the commands about task lists, and about the service itself. */
export function addServiceCommands(program: Command, runtime: Runtime): void {
  const taskList = program.command('task-list').summary('count the pending tasks of task lists');

  const show = taskList
    .command('show')
    .argument('<name...>')
    .summary('count the pending tasks of task lists')
    .addOption(
      new Option('--at-most <n>', 'exit with 8 above this number of tasks, for alarms')
        .argParser(integer(0))
        .conflicts('watch'),
    )
    .option('--watch', 'refresh until interrupted')
    .option('--interval <duration>', 'the interval of --watch')
    .addHelpText('after', examples('swf task-list show orders payments', 'swf task-list show payments --at-most 500'));
  addOutput(addTarget(show));
  runtime.attach(show, async () => (await import('../commands/task-list.js')).show);

  const find = taskList
    .command('find')
    .summary('find the task lists of a domain, and count their tasks')
    .description(
      'Counts the default lists of registered types and the lists that open runs use. Says first what it costs, and asks, unless the service is swf-local.',
    )
    .option('--limit <n>', 'the number of open runs whose histories are read', integer(0), 100);
  addOutput(addTarget(addYes(find)));
  runtime.attach(find, async () => (await import('../commands/task-list.js')).find);

  const api = program
    .command('api')
    .argument('<operation>', "one of SWF's 39 operations, as in DescribeDomain")
    .summary('send any request')
    .description("Sends a request as it is, and prints SWF's answer as JSON.")
    .option('--paginate', 'all pages, as an array');
  addInput(api, 'members of the request as JSON');
  addTarget(addYes(api));
  runtime.attach(api, async () => (await import('../commands/api.js')).api);
}
