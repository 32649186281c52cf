import type { Facts } from '@swf/explain';
import type { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';
import { findings, order } from '../support/findings.js';
import { formatFindings } from '../support/format-findings.js';

const CHARGE = { activityType: { name: 'charge', version: '1' }, taskList: 'payments' };

/** Does something for each of `a`, `b`, ...: so many of them. */
function each(run: HistoryBuilder, count: number, happen: (run: HistoryBuilder, id: string) => void): HistoryBuilder {
  for (const id of [...'abcdef'].slice(0, count)) happen(run, id);
  return run;
}

const activities = (count: number, given: object = {}) =>
  each(order().decisionTask(), count, (run, id) => run.activityTaskScheduled(id, { ...CHARGE, ...given }));

const running = (count: number, given?: object) =>
  each(activities(count, given), count, (run, id) => run.activityTaskStarted(id, { identity: `worker-${id}` }));

const children = (count: number) => {
  const run = each(order().decisionTask(), count, (each, id) => each.startChildWorkflowExecutionInitiated(id));
  return each(run, count, (each, id) => each.childWorkflowExecutionStarted(id)).decisionTask();
};

const pollersOf = (kind: 'activity' | 'decision', taskList: string, identities: readonly (string | undefined)[]) =>
  identities.map((identity) => ({ kind, taskList, ...(identity !== undefined && { identity }) }));

/** Findings about one thing, and the same ones about several. */
const RUNS: readonly (readonly [
  what: string,
  run: (count: number) => HistoryBuilder,
  facts?: (count: number) => Partial<Facts>,
])[] = [
  ['waiting activities', (count) => activities(count)],
  ['running activities', (count) => running(count, { startToCloseTimeout: 600 })],
  ['running activities without deadline', (count) => running(count)],
  [
    'busy workers, and earlier tasks of another list',
    (count) => {
      const earlier = each(order().decisionTask(), count, (run, id) =>
        run.activityTaskScheduled(`earlier-${id}`, { ...CHARGE, taskList: `other-${id}` }),
      );
      each(earlier, count, (run, id) =>
        run.activityTaskStarted(`earlier-${id}`).activityTaskCompleted(`earlier-${id}`),
      );
      each(earlier.decisionTask(), count, (run, id) =>
        run.activityTaskScheduled(`busy-${id}`, { taskList: 'payments', startToCloseTimeout: 900 }),
      );
      const run = earlier.activityTaskScheduled('late', CHARGE);
      return each(run, count, (run, id) => run.activityTaskStarted(`busy-${id}`, { identity: `worker-${id}` }));
    },
  ],
  [
    'pollers with names',
    () => activities(1),
    (count) => ({ pollers: pollersOf('activity', 'payments', [...'abc'].slice(0, count)) }),
  ],
  [
    'pollers without names',
    () => activities(1),
    (count) => ({ pollers: pollersOf('activity', 'payments', Array(count).fill(undefined)) }),
  ],
  ['tasks of a list', () => activities(1), (count) => ({ pending: { activity: { payments: count } } })],
  ['deciders', () => order(), (count) => ({ pollers: pollersOf('decision', 'deciders', [...'abc'].slice(0, count)) })],
  [
    'timers',
    (count) => each(order().decisionTask(), count, (run, id) => run.timerStarted(id, { startToFireTimeout: 900 })),
  ],
  [
    'signals',
    () => order().decisionTask().timerStarted('patience', { startToFireTimeout: 900 }),
    (count) => ({ signals: ['approve', 'reject', 'hurry'].slice(0, count) }),
  ],
  [
    'Lambda functions',
    (count) => {
      const run = each(order().decisionTask(), count, (run, id) => run.lambdaFunctionScheduled(id, { name: 'resize' }));
      return each(run, count, (run, id) => run.lambdaFunctionStarted(id));
    },
  ],
  ['children', children],
  [
    'children without findings',
    children,
    (count) => ({ children: [...'abc'].slice(0, count).map((workflowId) => ({ workflowId, findings: [] })) }),
  ],
  [
    'children that wait',
    children,
    (count) => ({
      children: [...'abc'].slice(0, count).map((workflowId) => ({ workflowId, findings: findings(order(), 300) })),
    }),
  ],
  ['refused decisions', (count) => each(order().decisionTask(), count, (run, id) => run.startTimerFailed(id))],
  ['closed with open work', (count) => activities(count).workflowExecutionTerminated()],
];

it('why() speaks of one and of several', async () => {
  const text = RUNS.flatMap(([what, run, facts]) =>
    [1, 2].map((count) => `## ${what}: ${count}\n\n${formatFindings(findings(run(count), 300, facts?.(count)))}`),
  ).join('\n');
  await expect(text).toMatchFileSnapshot('sentences/one-and-several.txt');
});
