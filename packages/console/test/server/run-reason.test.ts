import {
  type Decision,
  PollForDecisionTaskCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import type { RunReason } from '../../src/api/execution.js';
import { HistoryCache } from '../../src/server/histories/history-cache.js';
import { runReason } from '../../src/server/histories/run-reason.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, runQuery, startOrders, type TestService } from '../support/service.js';

const domain = 'orders';

async function decide({ client }: TestService, decisions: Decision[]): Promise<void> {
  const { taskToken } = await client.send(new PollForDecisionTaskCommand({ domain, taskList: { name: 'orders' } }));
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
}

async function signal({ client }: TestService, times: number): Promise<void> {
  const hurry = new SignalWorkflowExecutionCommand({ domain, workflowId: 'order-1', signalName: 'hurry' });
  for (let index = 0; index < times; index += 1) await client.send(hurry);
}

describe('Why a run waits', () => {
  it('is told of an open run by one request, and by none that its page would send on top', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await swf.clock.advance({ hours: 2 });
    const { client, sent } = countingClient(swf.client);
    const answer = await swf
      .console({ client, pollers: () => [] })
      .json<RunReason>(`execution/why?${runQuery('order-1', runId)}`);
    expect(answer).toMatchObject({
      at: '2026-11-28T14:00:00.000Z',
      finding: { code: 'DECISION_WAITS', severity: 'blocked', since: '2026-11-28T12:00:00.000Z' },
    });
    expect(answer.finding?.headline).toBe('decision waits on orders, nobody polls');
    expect(answer.finding?.details[0]).toContain('"orders"');
    expect(sent).toEqual(['GetWorkflowExecutionHistory']);
  });

  it('is not told of an open run with more than 1,000 events, of which one request has only a part', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await signal(swf, 1000);
    const answer = await swf.console().json<RunReason>(`execution/why?${runQuery('order-1', runId)}`);
    expect(answer).toEqual({ at: '2026-11-28T12:00:00.000Z', isTooLong: true });
  });
});

describe('What a run closed with', () => {
  it('is told by one request of its last events, however long its history is', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await signal(swf, 1200);
    await decide(swf, [
      {
        decisionType: 'FailWorkflowExecution',
        failWorkflowExecutionDecisionAttributes: { reason: 'CardDeclined', details: 'the issuer said no' },
      },
    ]);
    const { client, sent } = countingClient(swf.client);
    const path = `execution/why?${runQuery('order-1', runId)}&closed=yes`;
    const { finding } = await swf.console({ client }).json<RunReason>(path);
    expect(finding).toMatchObject({ code: 'CLOSED_BECAUSE', certainty: 'fact' });
    expect(finding?.headline).toBe('the execution closed as FAILED: CardDeclined, the issuer said no');
    expect(sent).toEqual(['GetWorkflowExecutionHistory']);
  });

  it('takes no room among the histories that are kept', async () => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    await decide(swf, [{ decisionType: 'CompleteWorkflowExecution' }]);
    const histories = new HistoryCache();
    const run = { domain, workflowId: 'order-1', runId, isClosed: true };
    const now = swf.clock.now();
    const reading = { client: swf.client, now, maxAgeInSeconds: 5 };
    const { finding } = await runReason(run, histories, reading, { now: new Date(now) });
    expect([finding?.code, histories.of(domain)]).toEqual(['CLOSED_BECAUSE', []]);
  });

  it('is told without a request once its history was read', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await decide(swf, [{ decisionType: 'CompleteWorkflowExecution' }]);
    const { client, sent } = countingClient(swf.client);
    const { json } = swf.console({ client });
    await json(`execution/history?${runQuery('order-1', runId)}`);
    const { finding } = await json<RunReason>(`execution/why?${runQuery('order-1', runId)}&closed=yes`);
    expect(finding?.code).toBe('CLOSED_BECAUSE');
    expect(sent).toEqual(['GetWorkflowExecutionHistory']);
  });

  it.each([0, 1100])('is told of a long history that was read after event %i, too', async (after) => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await signal(swf, 1200);
    await decide(swf, [{ decisionType: 'CompleteWorkflowExecution' }]);
    const { json } = swf.console();
    await json(`execution/history?${runQuery('order-1', runId)}&after=${after}`);
    await json(`execution/history?${runQuery('order-1', runId)}&after=${after + 1000}`);
    const { finding } = await json<RunReason>(`execution/why?${runQuery('order-1', runId)}&closed=yes`);
    expect(finding?.code).toBe('CLOSED_BECAUSE');
  });
});
