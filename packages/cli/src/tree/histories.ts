import { type Command, Option } from 'commander';
import { addFilters, addOutput, addRun, addTarget, examples, integer, type Runtime } from './command.js';

/** Adds the commands that read the history of a run, from SWF or from a file. */
export function addHistoryCommands(parent: Command, runtime: Runtime): void {
  addReading(parent, runtime);
  addFiles(parent, runtime);
}

function addReading(parent: Command, runtime: Runtime): void {
  const why = addRun(parent.command('why').argument('[id-or-term...]', 'workflow ids, or terms'))
    .summary('say why a run waits, or how it closed')
    .description(
      'Says why runs wait or how they closed, the most important first. With terms, says so of each run that matches: the oldest first, or the last closed if the filter is about closed runs.',
    )
    .addOption(dumpFile())
    .option('--limit <n>', 'the number of runs that terms select', integer(1), 20)
    .option('--all', 'all of them, not the first 20')
    .option('--reverse', 'the other end first')
    .option('--code <code,...>', 'findings of these codes alone')
    .option('--ignore <code,...>', 'no findings of these codes')
    .option('--deep <n>', 'the findings about open children, for so many generations', integer(0), 0)
    .option('--no-requests', 'read the history only: no counts of task lists, no types')
    .option('--workflows <module>', 'definitions of @swf/flow, to name the signals and source lines that it waits at')
    .addHelpText(
      'after',
      `${WHY_NOTES}${examples(
        'swf why order-42',
        'swf why closed:failed closed-since:today',
        'swf why status:open until:1d --all --ignore NO_PENDING_WORK',
        'swf why --file order-42.json',
      )}`,
    );
  addFilters(why);
  addOutput(addTarget(why));
  runtime.attach(why, async () => (await import('../commands/why.js')).why);

  const explain = addSource(parent.command('explain'))
    .summary('explain a whole run')
    .description('Explains what happened in a run: the execution, activities, timers, children, signals, markers.')
    .addHelpText('after', examples('swf explain order-42', 'swf explain --file order-42.json'));
  addOutput(addTarget(explain));
  runtime.attach(explain, async () => (await import('../commands/explain.js')).explain);

  const history = addSource(parent.command('history'))
    .summary('print the events of a run')
    .description('Prints the events of a run, or a line for each activity, timer and child.')
    .addOption(new Option('--view <view>', 'what a line is').choices(['events', 'compact']).default('events'))
    .addOption(
      new Option('--only <kind>', 'keep these').choices([
        'failed',
        'activities',
        'timers',
        'decisions',
        'children',
        'signals',
        'markers',
        'lambda',
      ]),
    )
    .option('--grep <regexp>', 'keep what matches, as JSON')
    .option('--last <n>', 'the last lines', integer(1))
    .option('--follow', 'go on with new events until the run closes')
    .option('--interval <duration>', 'the interval of --follow')
    .addHelpText(
      'after',
      examples('swf history order-42 --follow', 'swf history order-42 --view compact --only failed'),
    );
  addOutput(addTarget(history));
  runtime.attach(history, async () => (await import('../commands/history.js')).history);

  const timeline = addSource(parent.command('timeline'))
    .summary('draw a run')
    .description('Draws the activities, timers and children of a run as bars.')
    .option('--width <n>', 'the number of columns; default: those of the terminal', integer(40))
    .option('--svg <file>', 'write an SVG; - is stdout')
    .option('--follow', 'draw again in place until the run closes')
    .option('--interval <duration>', 'the interval of --follow')
    .addHelpText('after', examples('swf timeline order-42', 'swf timeline order-42 --svg order-42.svg'));
  addTarget(timeline);
  runtime.attach(timeline, async () => (await import('../commands/timeline.js')).timeline);

  const stats = addSource(parent.command('stats'))
    .summary('measure a run')
    .description('Shows attempts and durations by activity type, decision tasks, and the pace of events.')
    .addHelpText('after', examples('swf stats order-42'));
  addOutput(addTarget(stats));
  runtime.attach(stats, async () => (await import('../commands/stats.js')).stats);

  const tree = parent.command('tree').argument('<id>', 'the workflow id');
  tree
    .summary('show parents, children and other runs')
    .description('Shows the relatives of a run: a request for each.')
    .option('--up', 'parents')
    .option('--down', 'children')
    .option('--runs', 'the runs that it continued from and as')
    .option('--depth <n>', 'generations', integer(1), 3)
    .addHelpText('after', examples('swf tree order-42', 'swf tree order-42 --down --depth 1'));
  addOutput(addTarget(addRun(tree)));
  runtime.attach(tree, async () => (await import('../commands/tree.js')).tree);
}

/** What severities and exit codes mean, for those who script alarms. */
const WHY_NOTES = `
Severities: blocked, soon, warning, info. "swf help findings" says what they and
the codes mean, "swf help CODE" what to do about one.

Exit codes:
  0   nothing is blocked
  8   something is blocked
  9   nothing is blocked, but --limit left runs out: use --all
On AWS, a quarter of the rate of histories is used: 15 runs a second.
`;

function addFiles(parent: Command, runtime: Runtime): void {
  const dump = parent.command('dump').argument('<id>', 'the workflow id');
  dump
    .summary("write a run's history as SWF's own JSON")
    .description(
      "Writes SWF's own JSON of a run to stdout, or to a file of each run in a folder: the events, and the ids of the run as its workflowExecution, which a replay needs.",
    )
    .option('--children', 'and those of its children')
    .option('--dir <folder>', 'the folder of files')
    .option('--gzip', 'compress the files')
    .option('--redact', 'replace payloads, reasons and tags by their lengths')
    .addHelpText(
      'after',
      examples('swf dump order-42 > order-42.json', 'swf dump order-42 --children --dir dumps --redact'),
    );
  addTarget(addRun(dump));
  runtime.attach(dump, async () => (await import('../commands/dump.js')).dump);

  const verify = parent.command('verify').argument('<file...>', 'dumped histories; - is stdin');
  verify
    .summary('check dumped histories')
    .description("Checks dumped histories against SWF's rules: exit code 8 if one breaks them.")
    .addHelpText('after', examples('swf verify dumps/*.json'));
  addOutput(verify);
  runtime.attach(verify, async () => (await import('../commands/verify.js')).verify);

  const replay = parent.command('replay').argument('[file...]', 'dumped histories; - is stdin');
  replay
    .summary('decide histories again with your code')
    .description(
      'Decides histories again with your code, and compares; decides the task that is open or comes next, too. Exit code 8 if a decision differs, or the code throws what a decider would report; 3 if --open matches no run. The code is workflows of @swf/flow, or a function that gets { history } of a decision task, with the events until then, and returns decisions of @swf/decisions. A module of workflows can export replaySettings, for a decider with a codec, for example: { codec, suggestContinueAsNewAt }. Files of swf dump name their runs, on whose ids code may depend; to those of the AWS CLI, add "workflowExecution":{"workflowId":...,"runId":...} beside "events".',
    )
    .requiredOption('--decider <module[#export]>', 'a module with a function "decide" or workflows of @swf/flow')
    .option('--open <terms>', 'all open runs that match, as in type:order@1.0')
    .addHelpText(
      'after',
      examples(
        'swf replay dumps/*.json --decider ./decider.js',
        'swf replay --open type:order@1.0 --decider ./flows.js#order',
      ),
    );
  addOutput(addTarget(replay));
  runtime.attach(replay, async () => (await import('../commands/replay.js')).replay);

  const diff = parent.command('diff').argument('<a>', 'a file or a workflow id').argument('<b>', 'another');
  diff
    .summary('compare two histories')
    .description('Compares states, reasons, payloads and tags of two histories: exit code 8 if they differ.')
    .addHelpText('after', examples('swf diff order-41.json order-42.json', 'swf diff order-41 order-42'));
  addOutput(addTarget(diff));
  runtime.attach(diff, async () => (await import('../commands/diff.js')).diff);
}

function addSource(command: Command): Command {
  command.argument('[id]', 'the workflow id');
  return addRun(command).addOption(dumpFile());
}

function dumpFile(): Option {
  return new Option('--file <file>', 'a dumped history instead; - is stdin').conflicts('run');
}
