import { expect, it } from 'vitest';
import { complete, DOMAIN, scheduleActivity, startChild, startTimer, Workbench } from './workbench.js';

// Reads the tables: rows that nothing needs any more cannot be seen from outside.

const OF_EXECUTIONS = [
  'executions',
  'executionTags',
  'events',
  'decisionTasks',
  'activityTasks',
  'timers',
  'childExecutions',
  'lambdaFunctions',
  'dueItems',
];

function rows(bench: Workbench): Record<string, unknown> {
  return Object.fromEntries(
    OF_EXECUTIONS.map((table) => [table, bench.database.prepareValue(`SELECT count(*) FROM ${table}`).get()]),
  );
}

const NOTHING = Object.fromEntries(OF_EXECUTIONS.map((table) => [table, 0]));

function openEverything(bench: Workbench): void {
  bench.start('parent', { tagList: ['a', 'b', 'a'], lambdaRole: 'role' });
  bench.signal('parent');
  bench.decide(
    scheduleActivity('1'),
    scheduleActivity('2'),
    startTimer('t', '1000'),
    startChild('child', { taskList: { name: 'children' } }),
    {
      decisionType: 'ScheduleLambdaFunction',
      scheduleLambdaFunctionDecisionAttributes: { id: 'l', name: 'f' },
    },
  );
  bench.pollActivity();
  bench.advance();
  bench.pollDecision();
  bench.signal('parent');
}

it('a closed execution keeps only its row, tags and history until its retention ends', () => {
  const bench = new Workbench().register('2');
  openEverything(bench);
  bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'parent' });
  bench.advance();
  expect(rows(bench)).toMatchObject({
    executions: 2,
    executionTags: 2,
    decisionTasks: 0,
    activityTasks: 0,
    timers: 0,
    childExecutions: 0,
    lambdaFunctions: 0,
    dueItems: 2,
  });
  expect(bench.engine.nextDeadline()).toBeUndefined();
  expect(bench.operations.startedTasks()).toBe(0);
  bench.advance(2 * 86_400 - 1);
  expect(rows(bench)).toMatchObject({ executions: 2 });
  bench.advance(1);
  expect(rows(bench)).toEqual(NOTHING);
});

it.each(['0', 'NONE'])('a closed execution is deleted immediately with a retention of %s', (retention) => {
  const bench = new Workbench().register(retention);
  openEverything(bench);
  bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'parent' });
  bench.advance();
  expect(rows(bench)).toEqual(NOTHING);
});

it('an execution that times out leaves no more behind than one closed by a decision', () => {
  const bench = new Workbench().register('0');
  openEverything(bench);
  bench.advance(3600);
  expect(rows(bench)).toEqual(NOTHING);
  bench.start('parent');
  bench.decide(complete);
  expect(rows(bench)).toEqual(NOTHING);
});

it('what has ended leaves nothing but events behind in its open execution', () => {
  const bench = new Workbench().register();
  bench.engine.onLambda = (call) => bench.engine.lambdaCompleted(call, '1');
  openEverything(bench);
  bench.call('RespondActivityTaskCompleted', { taskToken: bench.pollActivity()?.taskToken });
  bench.respond(bench.pollDecision('children') ?? { taskToken: '' }, complete);
  bench.advance(1000);
  bench.decide();
  expect(rows(bench)).toMatchObject({
    decisionTasks: 0,
    activityTasks: 0,
    timers: 0,
    childExecutions: 0,
    lambdaFunctions: 0,
    // The timeout of the parent and the deletion of the child.
    dueItems: 2,
  });
});

it('an execution is deleted after its retention, whichever closed first and whatever is still open', () => {
  const bench = new Workbench().register('1');
  for (const workflowId of ['first', 'second']) bench.start(workflowId);
  bench.start('open', { executionStartToCloseTimeout: '31536000' });
  for (const workflowId of ['second', 'first'])
    bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId });
  bench.advance(86_400);
  expect(rows(bench)).toMatchObject({ executions: 1, events: 2, dueItems: 1 });
});

it('a deleted execution is unknown even to the holder of a token', () => {
  const bench = new Workbench().register('0');
  const runId = bench.start('order-1');
  const task = bench.pollDecision();
  bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1' });
  expect(() => bench.respond(task ?? { taskToken: '' })).toThrow(`Unknown execution, runId = ${runId}`);
});

it.each<[string, Parameters<Workbench['decide']>[0]]>([
  ['activity task', scheduleActivity('1')],
  ['timer', startTimer('t', '1000')],
  ['child', startChild('child', { childPolicy: 'TERMINATE', taskList: { name: 'children' } })],
  [
    'Lambda function',
    { decisionType: 'ScheduleLambdaFunction', scheduleLambdaFunctionDecisionAttributes: { id: 'l', name: 'f' } },
  ],
])('a closed execution leaves nothing behind of its only %s', (_, decision) => {
  const bench = new Workbench().register('0');
  bench.start('order-1', { lambdaRole: 'role' });
  bench.decide(decision);
  bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1' });
  bench.advance();
  expect(rows(bench)).toEqual(NOTHING);
});

it('a child that could not start leaves nothing behind in its parent', () => {
  const bench = new Workbench().register('0');
  bench.start('child');
  bench.start('parent', { taskList: { name: 'parents' } });
  const task = bench.pollDecision('parents') ?? { taskToken: '' };
  bench.respond(task, startChild('child', { taskList: { name: 'children' } }));
  bench.advance();
  expect(rows(bench)).toMatchObject({ executions: 2, childExecutions: 0 });
});
