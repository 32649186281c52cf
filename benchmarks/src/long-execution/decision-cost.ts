import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SWFClient } from '@aws-sdk/client-swf';
import { Decider, type DeciderOptions } from '@swf/actors';
import { MarkerDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { startLocalService } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import type { Outcome, Row } from '../harness/row.js';
import { plot, type Series } from './plot.js';

const EVENTS = 10_000;
const MARKERS_PER_DECISION = 94;

/** What the decider of a long execution has read from SWF, after one of its decisions. */
interface Reading {
  readonly events: number;
  readonly bytes: number;
  /** The length of the history. */
  readonly length: number;
}

/**
 * Measures what a decider reads until an execution has 10,000 events, with and without its cache.
 */
export async function measureDecisionCost(): Promise<Outcome> {
  const without = await decideToTheEnd({ cache: false });
  const withCache = await decideToTheEnd({});
  const series: readonly Series[] = [
    { label: 'without the cache', points: without.map(({ length, bytes }) => [length, bytes / 2 ** 20]) },
    { label: 'with the cache', points: withCache.map(({ length, bytes }) => [length, bytes / 2 ** 20]) },
  ];
  const file = fileURLToPath(new URL('../../results/decision-cost.svg', import.meta.url));
  writeFileSync(
    file,
    plot('What a decider reads over the life of an execution', series, {
      x: 'events in the history',
      y: 'MiB read by the decider so far',
    }),
  );
  const rows = [...rowsOf('without the cache', without, without), ...rowsOf('with the cache', withCache, without)];
  return { title: 'What a decider reads in an execution of 10,000 events', baseline: 'no cache', rows };
}

function rowsOf(subject: string, readings: readonly Reading[], baseline: readonly Reading[]): readonly Row[] {
  const last = readings.at(-1);
  const lastOfBaseline = baseline.at(-1);
  if (!last || !lastOfBaseline) throw new Error('the execution was never decided');
  const ratioTo = (value: number, base: number) => (readings === baseline ? undefined : value / base);
  return [
    {
      case: 'events read in all',
      subject,
      figure: last.events.toLocaleString('en'),
      ratio: ratioTo(last.events, lastOfBaseline.events),
    },
    {
      case: 'bytes read in all',
      subject,
      figure: `${(last.bytes / 2 ** 20).toFixed(1)} MiB`,
      ratio: ratioTo(last.bytes, lastOfBaseline.bytes),
    },
  ];
}

/** Decides an execution until it has that many events, and returns what each decision has read. */
export async function decideToTheEnd(
  options: Pick<DeciderOptions, 'cache'>,
  events = EVENTS,
): Promise<readonly Reading[]> {
  await using service = await startLocalService();
  const client = service.client();
  const read = countReading(client);
  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client });
  const type = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultChildPolicy: 'TERMINATE',
    defaultExecutionStartToCloseTimeout: 3600,
    defaultTaskStartToCloseTimeout: 60,
  }).save({ client });
  const execution = await type.startExecution({ workflowId: 'order-1', client });
  const readings: Reading[] = [];
  const decider = new Decider(domain, 'orders', {
    ...options,
    client,
    decide: ({ history }) => {
      readings.push({ ...read, length: history.last?.id ?? 0 });
      if (history.length >= events) return [WorkflowExecutionDecision.complete()];
      return [
        ...Array.from({ length: MARKERS_PER_DECISION }, () => MarkerDecision.record({ markerName: 'progress' })),
        TimerDecision.start({ timerId: 'next', startToFireTimeout: 0 }),
      ];
    },
  });
  await decider.start();
  await execution.waitUntilClosed({ client });
  await decider.stop({ polls: 'abort' });
  return readings;
}

/** Counts events and bytes in the answers to polls. */
function countReading(client: SWFClient): { events: number; bytes: number } {
  const read = { events: 0, bytes: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { events } = answer.output as { readonly events?: readonly object[] };
      if (events) read.events += events.length;
      const { headers } = answer.response as { readonly headers: Readonly<Record<string, string>> };
      if (events) read.bytes += Number(headers['content-length']);
      return answer;
    },
    { step: 'deserialize', priority: 'high' },
  );
  return read;
}
