import type { Implementation } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { History } from '@swf/history';
import { compare, formatSeconds } from '../harness/compare.js';
import type { Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { flowHistory } from './histories.js';
import { type TemporalCase, temporalRate } from './temporal.js';
import { fan, sequence } from './workflows.js';

/** Measures how fast histories replay, with and without the guard. */
export async function replayRows(): Promise<readonly Row[]> {
  return [
    ...(await rateRows('2,000 activities in sequence', sequence(2000), {
      workflow: 'sequence',
      batches: 2000,
      activitiesEach: 1,
    })),
    ...(await rateRows('a fan of 900 activities', fan(900), { workflow: 'fan', batches: 1, activitiesEach: 900 })),
    ...(await longRows()),
  ];
}

async function rateRows(what: string, workflow: Implementation, shape: TemporalCase): Promise<Row[]> {
  const events = flowHistory(shape.batches, shape.activitiesEach);
  const history = History.from(events);
  history.compile();
  const seconds: number[] = [];
  const timed = async (guard: 'replace' | 'off') => {
    const began = process.cpuUsage();
    const { outcome } = await replayFlow(workflow, history, { workflowId: 'order-42', guard });
    if (guard === 'replace') seconds.push(secondsSince(began));
    return outcome;
  };
  const rows = await compare({
    case: what,
    rounds: 11,
    calls: Math.ceil(40_000 / events.length),
    subjects: { 'guard off': () => timed('off'), 'guard on': () => timed('replace') },
  });
  const rate = events.length / summarize(seconds).median;
  const temporal = await temporalRate(shape);
  return [
    ...rows,
    { case: what, subject: 'guard on, compiled history', figure: `${Math.round(rate / 1000)},000 events/s` },
    { case: what, subject: "Temporal's worker, runReplayHistories", figure: temporalFigure(temporal, rate) },
  ];
}

function temporalFigure(temporal: number | undefined, rate: number): string {
  if (temporal === undefined) return 'not installed';
  return `${Math.round(temporal).toLocaleString('en')} events/s, 1/${Math.round(rate / temporal)}`;
}

/**
 * Measures the longest history that SWF keeps: the replay, and the longest block of the event loop.
 */
async function longRows(): Promise<Row[]> {
  const activities = 4166;
  const json = JSON.stringify(flowHistory(activities, 1));
  const workflow = sequence(activities);
  const seconds: number[] = [];
  const holds: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const history = History.from(JSON.parse(json));
    const before = process.cpuUsage();
    history.compile();
    const longestHold = watchLoop();
    await replayFlow(workflow, history, { workflowId: 'order-42' });
    holds.push(longestHold());
    seconds.push(secondsSince(before));
  }
  const what = `${(6 * activities + 3).toLocaleString('en')} events, compiled anew`;
  return [
    { case: what, subject: 'replay', figure: formatSeconds(summarize(seconds).median) },
    { case: what, subject: 'longest hold of the event loop', figure: formatSeconds(summarize(holds).median) },
  ];
}

/**
 * Watches the CPU time between two rounds of the event loop. The result ends it and returns the
 * maximum.
 */
function watchLoop(): () => number {
  let longest = 0;
  let last = process.cpuUsage();
  let isWatching = true;
  const look = () => {
    longest = Math.max(longest, secondsSince(last));
    last = process.cpuUsage();
    if (isWatching) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isWatching = false;
    return longest;
  };
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
