import { DecisionTask } from '@swf/actors';
import { FlowDecider } from '@swf/flow';
import { History } from '@swf/history';
import { connect } from '@swf/settings';
import { formatSeconds } from '../harness/compare.js';
import type { Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import type { WireEvent } from '../history/long-history.js';
import { flowHistory } from './histories.js';
import { sequence } from './workflows.js';

const EVENTS_A_TURN = 6;
const domain = { name: 'shop' };
// It sends nothing: tasks are passed to `decide`.
const client = connect({ region: 'us-east-1', accessKeyId: 'a', secretAccessKey: 'b' });
const QUIET = { debug() {}, info() {}, warn() {}, error: console.error };
const context = { signal: new AbortController().signal };

/** Measures turns of runs in memory, and the memory of such a run. */
export async function residentRows(): Promise<readonly Row[]> {
  return [...(await turnRows()), ...(await memoryRows())];
}

async function turnRows(): Promise<Row[]> {
  const events = flowHistory(4166, 1);
  const decider = deciderOf(4166);
  const early: number[] = [];
  const late: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    for (let end = 3; end <= 24_600; end += EVENTS_A_TURN) {
      const task = taskOf(`run-${run}`, events, end);
      const began = performance.now();
      await decider.decide(task, context);
      const seconds = (performance.now() - began) / 1000;
      if (run === 0) continue;
      if (end >= 700 && end < 1300) early.push(seconds);
      if (end >= 23_700 && end < 24_300) late.push(seconds);
    }
  }
  const [at1000, at24000] = [summarize(early).median, summarize(late).median];
  return [
    { case: 'resident turn, 6 new events', subject: 'at event 1,000', figure: formatSeconds(at1000) },
    {
      case: 'resident turn, 6 new events',
      subject: 'at event 24,000',
      figure: formatSeconds(at24000),
      ratio: at24000 / at1000,
    },
  ];
}

/**
 * Measures the memory of 5,000 runs that await an activity, and what remains when they are dropped.
 */
async function memoryRows(): Promise<Row[]> {
  const count = 5000;
  const events = flowHistory(1, 1);
  const deciders = [deciderOf(count), deciderOf(count)];
  const fill = async () => {
    for (let run = 0; run < count; run += 1) await deciders.at(-1)?.decide(taskOf(`run-${run}`, events, 3), context);
  };
  await fill();
  deciders.pop();
  const before = heap();
  await fill();
  const kept = heap() - before;
  deciders.pop();
  const left = heap() - before;
  return [
    { case: '5,000 residents', subject: 'each', figure: `${(kept / count / 1024).toFixed(1)} KiB` },
    { case: '5,000 residents', subject: 'left after eviction', figure: `${(left / 1024).toFixed(0)} KiB` },
  ];
}

function deciderOf(activities: number): FlowDecider {
  return new FlowDecider(domain, 'orders', {
    workflows: [sequence(activities)],
    register: false,
    client,
    logger: QUIET,
  });
}

/** Creates the decision task at that end of the history, with only the new events. */
function taskOf(runId: string, events: readonly WireEvent[], end: number): DecisionTask {
  const begin = Math.max(0, end - EVENTS_A_TURN);
  const previousStartedEventId = end === 3 ? 0 : begin;
  return new DecisionTask(domain, 'orders', {
    taskToken: 'token',
    workflowExecution: { workflowId: 'order-42', runId },
    workflowType: { name: 'order', version: '1.0' },
    history: History.from(events.slice(begin, end), { previousStartedEventId }),
    startedEventId: end,
    loadHistory: async () => History.from(events.slice(0, end), { previousStartedEventId }),
  });
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
