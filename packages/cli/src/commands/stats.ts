import { type Distribution, formatDistribution, statistics } from '@swf/explain';
import { readSource, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRow, printRows, type View } from '../output/print.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

const VIEW: View = {
  fields: ['events', 'eventsPerMinute', 'fullAt', 'activityTypes', 'decisionTasks'],
  columns: [],
  id: ['events'],
};

/** The first table, in front of lines about the run: no other format has it. */
const TYPES: View = {
  fields: [
    'name',
    'version',
    'attempts',
    'open',
    'completed',
    'failed',
    'timedOut',
    'canceled',
    'refused',
    'waiting',
    'running',
  ],
  columns: [
    { heading: 'ACTIVITY TYPE', value: ({ name, version }) => `${name}@${version}` },
    { heading: 'ATTEMPTS', value: ({ attempts }) => attempts },
    { heading: 'FAILED', value: ({ failed }) => failed },
    { heading: 'TIMED OUT', value: ({ timedOut }) => timedOut },
    { heading: 'WAITING P50/P95/MAX', value: ({ waiting }) => spread(waiting) },
    { heading: 'RUNNING P50/P95/MAX', value: ({ running }) => spread(running) },
  ],
  id: [],
};

/** Counts and measures a run: attempts and durations by activity type, decision tasks, and pace. */
export async function stats({
  shell,
  arguments: args,
  options,
}: Invocation<SourceOptions & OutputOptions>): Promise<undefined> {
  const isTable = options.output === 'table' && options.fields === undefined;
  if (await checkOutput(shell, options, isTable ? TYPES : VIEW)) return undefined;
  const { history, run } = await readSource(shell, args[0], options);
  const figures = statistics(history, run === undefined ? {} : { now: shell.now() });
  if (!isTable) {
    await printRow(shell, options, VIEW, figures as unknown as Row);
    return;
  }
  const { activityTypes, decisionTasks, events, eventsPerMinute, fullAt } = figures;
  await printRows(shell, options, TYPES, activityTypes as unknown as readonly Row[]);
  const { scheduled, completed, timedOut, waiting, running } = decisionTasks;
  const pace = eventsPerMinute === undefined ? '' : `, ${eventsPerMinute.toFixed(1)} a minute`;
  await write(
    shell.stdout,
    `${activityTypes.length > 0 ? '\n' : ''}decisions  ${scheduled} scheduled, ${completed} completed, ${timedOut} timed out` +
      ` · waiting ${spread(waiting)} · running ${spread(running)}\n` +
      `events     ${events}${pace}${fullAt === undefined ? '' : `, 25,000 at ${fullAt.toISOString()}`}\n`,
  );
}

function spread(distribution: unknown): string {
  return distribution === undefined ? '-' : formatDistribution(distribution as Distribution);
}
