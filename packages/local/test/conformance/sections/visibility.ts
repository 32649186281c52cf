import {
  CountClosedWorkflowExecutionsCommand,
  type CountClosedWorkflowExecutionsInput,
  CountOpenWorkflowExecutionsCommand,
  type CountOpenWorkflowExecutionsInput,
  CountPendingActivityTasksCommand,
  CountPendingDecisionTasksCommand,
  ListClosedWorkflowExecutionsCommand,
  ListOpenWorkflowExecutionsCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DECIDERS, DOMAIN, fault, WORKERS } from '../account.js';
import type { Section } from '../claim.js';
import { completeWorkflowExecution, continueAsNew, failWorkflowExecution, scheduleActivityTask } from '../decisions.js';

const ALWAYS = { oldestDate: new Date(0) };

type OpenFilter = Omit<CountOpenWorkflowExecutionsInput, 'domain' | 'startTimeFilter'>;
type ClosedFilter = Omit<CountClosedWorkflowExecutionsInput, 'domain'>;

/** The workflow ids of the open executions, after holding the count against them. */
async function open(
  swf: Account,
  filter: OpenFilter = {},
  startTimeFilter: CountOpenWorkflowExecutionsInput['startTimeFilter'] = ALWAYS,
) {
  const input = { domain: DOMAIN, startTimeFilter, ...filter };
  const { executionInfos = [] } = await swf.client.send(new ListOpenWorkflowExecutionsCommand(input));
  const { count, truncated } = await swf.client.send(new CountOpenWorkflowExecutionsCommand(input));
  expect({ count, truncated }).toEqual({ count: executionInfos.length, truncated: false });
  return executionInfos.map(({ execution }) => execution?.workflowId);
}

/** The workflow ids of the closed executions, after holding the count against them. */
async function closed(swf: Account, filter: ClosedFilter = { startTimeFilter: ALWAYS }, reverseOrder?: boolean) {
  const input = { domain: DOMAIN, ...filter };
  const list = new ListClosedWorkflowExecutionsCommand({ ...input, reverseOrder });
  const { executionInfos = [] } = await swf.client.send(list);
  const { count, truncated } = await swf.client.send(new CountClosedWorkflowExecutionsCommand(input));
  expect({ count, truncated }).toEqual({ count: executionInfos.length, truncated: false });
  return executionInfos.map(({ execution }) => execution?.workflowId);
}

function terminate(swf: Account, workflowId: string) {
  return swf.client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId }));
}

/** Three executions, started at 0, 10 and 20 seconds; the answer is the time of the first. */
async function startThree(swf: Account): Promise<number> {
  await swf.registerWorkflowType({ version: '2' });
  await swf.registerWorkflowType({ name: 'refund' });
  const begin = swf.clock.now();
  await swf.start('first', { tagList: ['red', 'Blue'] });
  await swf.advance(10);
  await swf.start('second', { workflowType: { name: 'order', version: '2' }, tagList: ['red'] });
  await swf.advance(10);
  await swf.start('third', { workflowType: { name: 'refund', version: '1' } });
  return begin;
}

/** The same three, closed at 30, 40 and 50 seconds, the third first. */
async function closeThree(swf: Account): Promise<number> {
  const begin = await startThree(swf);
  for (const workflowId of ['third', 'first', 'second']) {
    await swf.advance(10);
    await terminate(swf, workflowId);
  }
  return begin;
}

const between = (begin: number, from: number, to: number) => ({
  oldestDate: new Date(begin + from * 1000),
  latestDate: new Date(begin + to * 1000),
});

export const visibility: Section = (claim) => {
  describe('8.1 open executions', () => {
    claim('are listed newest start first, and with reverseOrder oldest first', async (swf) => {
      await startThree(swf);
      expect(await open(swf)).toEqual(['third', 'second', 'first']);
      const list = new ListOpenWorkflowExecutionsCommand({
        domain: DOMAIN,
        startTimeFilter: ALWAYS,
        reverseOrder: true,
      });
      const { executionInfos } = await swf.client.send(list);
      expect(executionInfos?.map(({ execution }) => execution?.workflowId)).toEqual(['first', 'second', 'third']);
    });

    claim('are listed with the same information as in their description', async (swf) => {
      const run = await swf.start('w', { tagList: ['x'] });
      const list = new ListOpenWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter: ALWAYS });
      const { executionInfos } = await swf.client.send(list);
      expect(executionInfos).toEqual([(await swf.describe(run)).executionInfo]);
    });

    claim('are filtered by start time, both bounds included', async (swf) => {
      const begin = await startThree(swf);
      expect(await open(swf, {}, between(begin, 0, 10))).toEqual(['second', 'first']);
      expect(await open(swf, {}, between(begin, 0.001, 19.999))).toEqual(['second']);
      expect(await open(swf, {}, { oldestDate: new Date(begin + 10_000) })).toEqual(['third', 'second']);
      expect(await open(swf, {}, { oldestDate: new Date(begin + 20_001) })).toEqual([]);
    });

    claim('are filtered by workflow id, type, version and tag', async (swf) => {
      await startThree(swf);
      expect(await open(swf, { executionFilter: { workflowId: 'second' } })).toEqual(['second']);
      expect(await open(swf, { executionFilter: { workflowId: 'sec' } })).toEqual([]);
      expect(await open(swf, { typeFilter: { name: 'order' } })).toEqual(['second', 'first']);
      expect(await open(swf, { typeFilter: { name: 'order', version: '' } })).toEqual(['second', 'first']);
      expect(await open(swf, { typeFilter: { name: 'order', version: '2' } })).toEqual(['second']);
      expect(await open(swf, { tagFilter: { tag: 'red' } })).toEqual(['second', 'first']);
      expect(await open(swf, { tagFilter: { tag: 'Blue' } })).toEqual(['first']);
      expect(await open(swf, { tagFilter: { tag: 'blue' } })).toEqual([]);
    });

    claim('take at most one of the other filters', async (swf) => {
      const two = { executionFilter: { workflowId: 'w' }, tagFilter: { tag: 't' } };
      expect((await fault(open(swf, two))).name).toBe('ValidationException');
    });

    claim('leave out what has closed', async (swf) => {
      await startThree(swf);
      await terminate(swf, 'second');
      expect(await open(swf)).toEqual(['third', 'first']);
    });
  });

  describe('8.2 closed executions', () => {
    claim('are listed newest first by the time that the filter is about', async (swf) => {
      await closeThree(swf);
      expect(await closed(swf, { startTimeFilter: ALWAYS })).toEqual(['third', 'second', 'first']);
      expect(await closed(swf, { closeTimeFilter: ALWAYS })).toEqual(['second', 'first', 'third']);
      expect(await closed(swf, { startTimeFilter: ALWAYS }, true)).toEqual(['first', 'second', 'third']);
      expect(await closed(swf, { closeTimeFilter: ALWAYS }, true)).toEqual(['third', 'first', 'second']);
    });

    claim('are filtered by start or by close time, both bounds included', async (swf) => {
      const begin = await closeThree(swf);
      expect(await closed(swf, { startTimeFilter: between(begin, 0, 10) })).toEqual(['second', 'first']);
      expect(await closed(swf, { startTimeFilter: between(begin, 0, 10) }, true)).toEqual(['first', 'second']);
      expect(await closed(swf, { closeTimeFilter: between(begin, 30, 40) })).toEqual(['first', 'third']);
      expect(await closed(swf, { closeTimeFilter: between(begin, 30, 40) }, true)).toEqual(['third', 'first']);
      expect(await closed(swf, { closeTimeFilter: between(begin, 0, 29) })).toEqual([]);
    });

    claim('are filtered by workflow id, type, tag and close status', async (swf) => {
      await closeThree(swf);
      const startTimeFilter = ALWAYS;
      expect(await closed(swf, { startTimeFilter, executionFilter: { workflowId: 'first' } })).toEqual(['first']);
      expect(await closed(swf, { startTimeFilter, typeFilter: { name: 'order' } })).toEqual(['second', 'first']);
      expect(await closed(swf, { startTimeFilter, tagFilter: { tag: 'red' } })).toEqual(['second', 'first']);
      expect(await closed(swf, { startTimeFilter, closeStatusFilter: { status: 'TERMINATED' } })).toHaveLength(3);
      expect(await closed(swf, { startTimeFilter, closeStatusFilter: { status: 'FAILED' } })).toEqual([]);
    });

    claim('show every close status', async (swf) => {
      const withStatus = (status: 'COMPLETED' | 'FAILED' | 'CONTINUED_AS_NEW' | 'TIMED_OUT') =>
        closed(swf, { startTimeFilter: ALWAYS, closeStatusFilter: { status } });
      await swf.start('completed');
      await swf.decide(completeWorkflowExecution());
      await swf.start('failed');
      await swf.decide(failWorkflowExecution());
      await swf.start('continued');
      await swf.decide(continueAsNew());
      expect(await withStatus('COMPLETED')).toEqual(['completed']);
      expect(await withStatus('FAILED')).toEqual(['failed']);
      expect(await withStatus('CONTINUED_AS_NEW')).toEqual(['continued']);
      await swf.advance(3600);
      expect(await withStatus('TIMED_OUT')).toEqual(['continued']);
    });

    claim('need exactly one time filter and at most one other', async (swf) => {
      const refused = [
        {},
        { startTimeFilter: ALWAYS, closeTimeFilter: ALWAYS },
        { startTimeFilter: ALWAYS, tagFilter: { tag: 't' }, closeStatusFilter: { status: 'FAILED' as const } },
      ];
      expect((await fault(closed(swf, {}))).message).toBe('Must specify time filter');
      for (const filter of refused) {
        expect((await fault(closed(swf, filter))).name).toBe('ValidationException');
      }
    });

    claim('show every run of one workflow id', async (swf) => {
      const runs = [await swf.start('w')];
      await terminate(swf, 'w');
      await swf.advance(1);
      runs.unshift(await swf.start('w'));
      await terminate(swf, 'w');
      const list = new ListClosedWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter: ALWAYS });
      const { executionInfos } = await swf.client.send(list);
      expect(executionInfos?.map(({ execution }) => execution)).toEqual(runs);
    });
  });

  describe('8.4 pending tasks', () => {
    claim('counts are never truncated', async (swf) => {
      await swf.start();
      const input = { domain: DOMAIN, taskList: DECIDERS };
      const counts = [
        await swf.client.send(new CountPendingDecisionTasksCommand(input)),
        await swf.client.send(new CountPendingActivityTasksCommand(input)),
      ];
      expect(counts).toMatchObject([
        { count: 1, truncated: false },
        { count: 0, truncated: false },
      ]);
    });

    claim('a list that was never used has a count of 0', async (swf) => {
      expect(await swf.pendingDecisionTasks({ name: 'nobody' })).toBe(0);
      expect(await swf.pendingActivityTasks({ name: 'nobody' })).toBe(0);
    });

    claim('tasks count while they wait to be handed out, on their own list', async (swf) => {
      await swf.start('w');
      await swf.start('v');
      expect(await swf.pendingDecisionTasks(DECIDERS)).toBe(2);
      expect(await swf.pendingActivityTasks(DECIDERS)).toBe(0);
      await swf.decide(scheduleActivityTask('a1'), scheduleActivityTask('a2', { taskList: { name: 'other' } }));
      expect(await swf.pendingDecisionTasks(DECIDERS)).toBe(1);
      expect(await swf.pendingActivityTasks(WORKERS)).toBe(1);
      expect(await swf.pendingActivityTasks({ name: 'other' })).toBe(1);
      await swf.pollForActivityTask();
      expect(await swf.pendingActivityTasks(WORKERS)).toBe(0);
    });
  });
};
