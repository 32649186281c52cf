import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  ExternalWorkflowExecutionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import type { History } from '@swf/history';
import { afterAll, describe, expect, it } from 'vitest';
import { iamGateway } from '../../iam-gateway.js';
import { clientOf, domain, openAccount, order, policy } from '../../policy-account.js';

const account = await openAccount();
const { client, project, service } = account;
afterAll(() => account.close());

const activityType = { name: 'charge-card', version: '1.0' };
const workflowType = { name: 'order', version: '1.0' };

/** Makes each kind of decision, by the workflow id. */
function decide(workflowId: string, history: History): readonly Decision[] {
  const { activityTasks, childWorkflowExecutions, workflowExecution } = history.compile();
  if (workflowId === 'failing') return [WorkflowExecutionDecision.fail({ reason: 'on purpose' })];
  if (workflowId === 'canceled') return [WorkflowExecutionDecision.cancel()];
  if (workflowId === 'again' && workflowExecution.continuedExecutionRunId === undefined)
    return [WorkflowExecutionDecision.continueAsNew()];
  if (workflowId !== 'busy') return workflowExecution.cancelRequested ? [WorkflowExecutionDecision.complete()] : [];
  if (!activityTasks.has('idle')) {
    return [
      ActivityTaskDecision.schedule({ activityId: 'idle', activityType, taskList: 'nobody' }),
      ActivityTaskDecision.schedule({ activityId: 'charge', activityType }),
      TimerDecision.start({ timerId: 'patience', startToFireTimeout: 600 }),
      MarkerDecision.record({ markerName: 'begun' }),
      ChildWorkflowExecutionDecision.start({ workflowId: 'child', workflowType }),
    ];
  }
  if (!childWorkflowExecutions.get('child')?.startedEventId || activityTasks.get('charge')?.open) return [];
  return [
    ActivityTaskDecision.requestCancel({ activityId: 'idle' }),
    TimerDecision.cancel({ timerId: 'patience' }),
    ExternalWorkflowExecutionDecision.signal({ workflowId: 'child', signalName: 'hello' }),
    ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'child' }),
    WorkflowExecutionDecision.complete(),
  ];
}

/** The actions of a policy that need no asterisk. */
const actionsOf = (name: string) =>
  policy(name).Statement.flatMap(({ Action }) => Action.map((action) => action.replace('swf:', '')));

describe('Actors', () => {
  it('need every action of the policies of a decider and a worker, and no other', async () => {
    await using deciders = await iamGateway(service, policy('decider'));
    await using workers = await iamGateway(service, policy('worker'));
    const errors: unknown[] = [];
    const decider = new Decider(domain, 'orders', {
      client: clientOf(deciders),
      history: 'new',
      decide: async (task) => [...decide(task.workflowExecution.workflowId, await task.loadHistory())],
    });
    const worker = new ActivityWorker(domain, 'payments', {
      client: clientOf(workers),
      activities: { 'charge-card': (_, { heartbeat }) => heartbeat('half') },
    });
    for (const actor of [decider, worker]) actor.on('error', (error) => errors.push(error));
    const running = await Actor.run(decider, worker, { polls: 'abort' });
    const executions = await Promise.all(
      ['busy', 'failing', 'canceled', 'again'].map((workflowId) => order.startExecution({ workflowId, client })),
    );
    const closed = executions.map((execution) => execution.waitUntilClosed({ client, maxWaitTime: 50 }));
    expect((await Promise.all(closed)).map(({ closeStatus }) => closeStatus)).toEqual([
      ...['COMPLETED', 'FAILED', 'CANCELED', 'CONTINUED_AS_NEW'],
    ]);
    // Answers that no activity above gives: SWF checks the permission before the token.
    await expect(worker.fail('gone', { reason: 'on purpose' })).rejects.toThrow();
    await expect(worker.cancel('gone')).rejects.toThrow();
    await running.stop();
    expect(errors).toEqual([]);
    expect([...deciders.denied, ...workers.denied]).toEqual([]);
    expect([...deciders.used].sort()).toEqual(actionsOf('decider').sort());
    expect([...workers.used].sort()).toEqual(actionsOf('worker').sort());
  });
});

const FLOW = `import { SWFClient } from '@aws-sdk/client-swf';
import { Actor } from '@swf/actors';
import { activity, FlowDecider, flowWorker, implement, sleep, workflow } from '@swf/flow';
const [deciders, workers, operator] = process.argv.slice(2).map((endpoint) => new SWFClient({ endpoint }));
const domain = { name: 'orders' };
const charge = activity('charge-card', '1.0', { taskList: 'payments', startToCloseTimeout: 30 });
const order = workflow('order', '1.0', { taskList: 'orders' }, async (card) => {
  await sleep(0);
  return charge(card);
});
const actors = await Actor.run(
  new FlowDecider(domain, 'orders', { workflows: [order], register: false, client: deciders }),
  flowWorker(domain, 'payments', [implement(charge, async (card) => card)], { register: false, client: workers }),
  { polls: 'abort' },
);
const run = await order.start(domain, { workflowId: 'flow-1', input: 'visa', client: operator });
console.log(await run.result({ client: operator }));
await actors.stop();
`;

describe('A flow', () => {
  it('runs with the same policies, its client with that of an operator', async () => {
    writeFileSync(join(project, 'flow.mjs'), FLOW);
    await using deciders = await iamGateway(service, policy('decider'));
    await using workers = await iamGateway(service, policy('worker'));
    await using operator = await iamGateway(service, policy('operator'));
    const endpoints = [deciders, workers, operator].map(({ endpoint }) => endpoint);
    expect(await account.node(['flow.mjs', ...endpoints], service.endpoint)).toMatchObject({
      code: 0,
      stdout: 'visa\n',
    });
    expect([deciders, workers, operator].flatMap(({ denied }) => denied)).toEqual([]);
  });
});
