import { type Command, Option } from 'commander';
import {
  addFilters,
  addInput,
  addOutput,
  addRun,
  addTarget,
  addYes,
  collect,
  examples,
  integer,
  type Runtime,
} from './command.js';

/** Adds the commands about executions, which is what a command without a noun is about. */
export function addExecutionCommands(parent: Command, runtime: Runtime): void {
  addListings(parent, runtime);
  addStarting(parent, runtime);
  addControl(parent, runtime);
}

function addListings(parent: Command, runtime: Runtime): void {
  const list = parent.command('list').argument('[term...]', 'terms of the filter, as in status:open tag:eu');
  list
    .summary('list executions')
    .description('Lists executions, the latest start first; by close time if the filter has one.')
    .option('--limit <n>', 'the number of executions', integer(0), 50)
    .option('--all', 'all executions, not the first 50')
    .option('--reverse', 'oldest first')
    .option('--saved <name>', 'the filter of a saved query, see "swf query"')
    .option('--explain', 'print which requests would be sent, and send none')
    .option('--watch', 'refresh until interrupted: every 2 s on swf-local, else every 15 s')
    .option('--interval <duration>', 'the interval of --watch')
    .addHelpText(
      'after',
      examples('swf list status:open tag:eu since:6h', 'swf list closed:failed closed-since:today -o json'),
    );
  addFilters(list);
  addOutput(addTarget(list));
  runtime.attach(list, async () => (await import('../commands/list.js')).list);

  const count = parent.command('count').argument('[term...]', 'terms of the filter');
  count
    .summary('count executions')
    .description('Counts executions: by a Count request if SWF can, else by reading the listing.')
    .addOption(new Option('--by <field>', 'one count each').choices(['status', 'close-status', 'type']))
    .option('--at-most <n>', 'exit with 8 above this number, for alarms', integer(0))
    .option('--explain', 'print which requests would be sent, and send none')
    .addHelpText('after', examples('swf count status:open', 'swf count closed:failed since:1h --at-most 0'));
  addFilters(count);
  addOutput(addTarget(count));
  runtime.attach(count, async () => (await import('../commands/count.js')).count);

  const describe = parent.command('describe').argument('<id>', 'the workflow id');
  describe
    .summary('show everything SWF knows of an execution')
    .description('Shows the settings, open counts, tags, parent and latest context of an execution.')
    .option('--decode', 'show payloads decoded')
    .addHelpText('after', examples('swf describe order-42', 'swf describe order-42 -o json --fields openCounts'));
  addRun(describe);
  addOutput(addTarget(describe));
  runtime.attach(describe, async () => (await import('../commands/describe.js')).describe);
}

function addStarting(parent: Command, runtime: Runtime): void {
  const start = parent.command('start').argument('<type[@version]>', 'the type; the version if there are several');
  start
    .summary('start an execution')
    .description('Starts an execution; settings that are not given are the defaults of its type.')
    .option('--id <workflow-id>', 'the workflow id; default: the name of the type and a random UUID')
    .option('--tag <tag>', 'a tag; can be repeated', collect)
    .option('--task-list <name>', 'the task list of its decision tasks')
    .option('--task-priority <n>', 'the priority of its decision tasks', integer())
    .option('--execution-timeout <duration>', 'the time it may take')
    .option('--task-timeout <duration>', 'the time that a decision task may take, or NONE')
    .addOption(childPolicy('what happens to its children if it is terminated or times out'))
    .option('--lambda-role <arn>', 'the IAM role of its Lambda functions')
    .option('--if-not-running', 'print the open execution of this workflow id, if there is one')
    .option('--wait', 'wait until it is closed, as "swf wait" does')
    .addHelpText('after', examples('swf start order@1.0 --id order-42 --input \'{"sku":"A1"}\' --tag eu'));
  addInput(start, 'input');
  addOutput(addTarget(addYes(start)));
  runtime.attach(start, async () => (await import('../commands/start.js')).start);

  const restart = parent.command('restart').argument('<id>', 'the workflow id');
  restart
    .summary('start a new run of an execution')
    .description("Starts a run with the old one's type, input, tags, lists and timeouts.")
    .option('--id <workflow-id>', 'another workflow id for the new run')
    .addHelpText('after', examples('swf restart order-42', 'swf restart order-42 --id order-42-again'));
  addRun(restart);
  addInput(restart, 'input, instead of the old one');
  addOutput(addTarget(addYes(restart)));
  runtime.attach(restart, async () => (await import('../commands/restart.js')).restart);

  const wait = parent.command('wait').argument('<id>', 'the workflow id');
  wait
    .summary('wait until an execution is closed')
    .description('Waits, and prints the result: exit code 0 if COMPLETED, 8 if closed otherwise, 7 if timed out.')
    .option('--for <closed|event:TYPE>', 'what to wait for', 'closed')
    .option('--follow-runs', 'go on with the runs that it continues as')
    .option('--timeout <duration>', 'the time to wait; default: as long as it takes')
    .option('--interval <duration>', 'the interval of requests')
    .addHelpText('after', examples('swf wait order-42 --timeout 10m', 'swf wait order-42 --for event:TimerFired'));
  addRun(wait);
  addOutput(addTarget(wait));
  runtime.attach(wait, async () => (await import('../commands/wait.js')).wait);
}

function addControl(parent: Command, runtime: Runtime): void {
  const signal = parent.command('signal').argument('[id-or-term...]', 'the workflow id and the signal, or terms');
  signal
    .summary('signal an execution, or many')
    .description('Sends a signal to one execution, or to all open ones that match terms: see "swf help batches".')
    .option('--signal <name>', 'the name of the signal, for a batch')
    .addHelpText(
      'after',
      examples('swf signal order-42 approve --input \'{"by":"ops"}\'', 'swf signal type:order@1.0 --signal refresh'),
    );
  addInput(signal, 'input of the signal');
  addBatch(addRun(signal));
  addTarget(signal);
  runtime.attach(signal, async () => (await import('../commands/control.js')).signal);

  const cancel = parent.command('cancel').argument('[id-or-term...]', 'the workflow id, or terms');
  cancel
    .summary('request the cancellation of an execution, or of many')
    .description('Requests the cancellation: the decider of each execution decides what to do.')
    .addHelpText('after', examples('swf cancel order-42', 'swf cancel type:order@0.9 until:7d'));
  addBatch(addRun(cancel));
  addTarget(cancel);
  runtime.attach(cancel, async () => (await import('../commands/control.js')).cancel);

  const terminate = parent.command('terminate').argument('[id-or-term...]', 'the workflow id, or terms');
  terminate
    .summary('close an execution at once, or many')
    .description('Closes executions at once; their deciders are not consulted.')
    .option('--reason <text>', 'the reason, in the history')
    .option('--details <text>', 'details, in the history')
    .addOption(childPolicy("what happens to its children; default: the execution's own policy"))
    .addHelpText(
      'after',
      examples('swf terminate order-42 --reason duplicate', 'swf terminate type:order@0.9 status:open'),
    );
  addBatch(addRun(terminate));
  addTarget(terminate);
  runtime.attach(terminate, async () => (await import('../commands/control.js')).terminate);
}

/** Adds the options of a batch, which terms select. */
function addBatch(command: Command): Command {
  command
    .optionsGroup('Batch, see "swf help batches":')
    .option('--every-open', 'every open execution of the domain')
    .addOption(
      new Option('--runs <file>', 'the runs that a file lists, as -o id prints them; - is stdin').conflicts(NO_LIST),
    )
    .option('--dry-run', 'list the selection, and change nothing')
    .option('--yes', 'do not ask')
    .option('--max <n>', 'the largest selection that --yes takes', integer(1), 1000)
    .option('--rate <n>', "requests a second; default: a quarter of SWF's refill", integer(1))
    .option('--journal <file>', 'the file of outcomes; default: in $XDG_STATE_HOME/swf')
    .addOption(new Option('--resume <journal>', 'do the rest of an interrupted batch').conflicts(FIXED_BY_JOURNAL));
  return addFilters(command);
}

/** What selects runs otherwise than a list does, which would be ignored beside one. */
const NO_LIST = [
  ...['run', 'everyOpen'],
  ...['status', 'id', 'type', 'tag', 'closed', 'since', 'until', 'closedSince', 'closedUntil'],
];

/** A journal fixes the runs and the change: an option that says otherwise would be ignored. */
const FIXED_BY_JOURNAL = [
  ...[...NO_LIST, 'runs', 'journal'],
  ...['signal', 'input', 'inputFile', 'reason', 'details', 'childPolicy'],
];

function childPolicy(description: string): Option {
  return new Option('--child-policy <policy>', description).choices(['TERMINATE', 'REQUEST_CANCEL', 'ABANDON']);
}
