import { Decider, type DecisionTask } from '@swf/actors';
import { TimerDecision } from '@swf/decisions';
import type { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { countRequests } from '../support/count-requests.js';
import { eventually } from '../support/eventually.js';
import { pollsForNew } from '../support/polls-for-new.js';
import { running, signaled } from '../support/running-decider.js';
import { deferred, openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { domain, startExecution, workflow } from '../support/workflow.js';

const NEW = { history: 'new', concurrency: 1 } as const;
const ids = (history: History) => history.events.map(({ id }) => id);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("Decider with history: 'new'", () => {
  it('gets only the new events, and requests nothing else', async () => {
    const tasks: DecisionTask[] = [];
    await using swf = await running((task) => {
      tasks.push(task);
      return [];
    }, NEW);
    const counts = countRequests(swf.client);
    await signaled(swf, 5);

    const last = tasks.at(-1);
    expect(last?.newEvents.map(({ name }) => name)).toEqual([
      'DecisionTaskCompleted',
      'WorkflowExecutionSignaled',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
    ]);
    // The event of the previous task comes along.
    expect(last?.history.length).toBe(5);
    expect(counts.get('GetWorkflowExecutionHistory')).toBeUndefined();
  });

  it('loads the whole history once, on demand', async () => {
    const loaded: unknown[] = [];
    await using swf = await running(async (task) => {
      const [one, other] = await Promise.all([task.loadHistory(), task.loadHistory()]);
      loaded.push(one === other, ids(one), one.newEvents.length === task.newEvents.length);
      return [];
    }, NEW);
    const counts = countRequests(swf.client);
    await signaled(swf, 1);

    expect(loaded).toEqual([true, upTo(3), true, true, upTo(7), true]);
    expect(counts.get('GetWorkflowExecutionHistory')).toBe(1);
  });

  it('polls for whole histories while most tasks load them, and for new events otherwise', async () => {
    const lengths: number[] = [];
    let loads = true;
    await using swf = await running(async (task) => {
      if (loads) lengths.push((await task.loadHistory()).length);
      else lengths.push(task.history.length);
      return [];
    }, NEW);
    const counts = countRequests(swf.client);
    await signaled(swf, 10);
    expect(lengths).toEqual(upTo(11).map((turn) => turn * 4 - 1));
    // The first tasks tell that most load; the pages of later ones come by the poll.
    expect(counts.get('GetWorkflowExecutionHistory')).toBeLessThanOrEqual(2);

    loads = false;
    await signaled(swf, 10, 'other');
    expect(lengths.at(-1)).toBe(5);
  });

  it('polls for what its latest tasks needed rather than the early ones', async () => {
    const loads = [false, true, true, false, false, false, true, true];
    await using swf = await running(async (task) => {
      if (loads.shift()) await task.loadHistory();
      return [];
    }, NEW);
    const polls = pollsForNew(swf.client);
    await signaled(swf, 7);
    await eventually(() => expect(polls).toHaveLength(8));

    // The poll for the first task was sent before the recording, and that task does not count.
    expect(polls).toEqual([true, false, false, false, true, true, true, false]);
  });

  it('can load the history after a refusal, even if the execution has closed', async () => {
    await using swf = await openService();
    const { client, service } = swf;
    const execution = await startExecution(client);
    const decider = new Decider(domain, 'decisions', { client, history: 'new' });
    decider.on('error', () => undefined);
    const begun = await decider.poll();
    await decider.complete(begun?.taskToken ?? '', [TimerDecision.start({ timerId: 'a', startToFireTimeout: 0 })]);
    const task = await decider.poll();
    service.faults.set([
      { operations: ['GetWorkflowExecutionHistory'], count: 1, fault: 'OperationNotPermittedFault' },
    ]);
    await execution.terminate({ client });

    expect(ids((await task?.loadHistory()) as History)).toEqual(upTo(task?.startedEventId ?? 0));
  });

  it('loads nothing after its signal has fired', async () => {
    await using swf = await openService();
    const { client } = swf;
    const decider = new Decider(domain, 'decisions', { client, ...NEW });
    const execution = await startExecution(client);
    const begun = await decider.poll();
    await decider.complete(begun?.taskToken ?? '');
    await execution.signal('go', undefined, { client });
    const stopping = new AbortController();
    const task = await decider.poll({ stopping: stopping.signal });

    stopping.abort(new Error('the caller stops'));

    await expect(task?.loadHistory()).rejects.toThrow('the caller stops');
  });

  it('loses its tasks without a further error if the histories cannot be loaded in time', async () => {
    const count = 40;
    const errors: unknown[] = [];
    const reasons = new Set<unknown>();
    const workflowIds = Array.from({ length: count }, (_, index) => `w${index}`);
    const waiting = new Set(workflowIds);
    let ended = deferred();
    await using swf = await running(
      async (task) => {
        // The alarm of the task is set by now. One of the reading for the same deadline, set a part
        // of a millisecond later, may fire first: with so many tasks, one of them would.
        await undefined;
        const begunAt = performance.now();
        while (performance.now() < begunAt + 0.7);
        await task.loadHistory();
        return [];
      },
      { history: 'new', concurrency: count, logger: silent },
    );
    const end = ({ workflowExecution }: DecisionTask) => {
      waiting.delete(workflowExecution.workflowId);
      if (waiting.size === 0) ended.resolve();
    };
    swf.decider.on('error', (error) => errors.push(error));
    swf.decider.on('completed', ({ task }) => end(task));
    const start = (workflowId: string) =>
      workflow.startExecution({ workflowId, taskStartToCloseTimeout: 1, client: swf.client });
    const executions = await Promise.all(workflowIds.map(start));
    await ended.promise;

    ended = deferred();
    swf.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], status: 503 }]);
    for (const workflowId of workflowIds) waiting.add(workflowId);
    swf.decider.on('lost', ({ task, reason }) => {
      reasons.add(reason);
      end(task);
    });
    await Promise.all(executions.map((execution) => execution.signal('go', undefined, { client: swf.client })));
    await ended.promise;
    // On a busy machine, the service may have ended some of them first.
    reasons.delete('TASK_UNKNOWN');
    expect(reasons).toEqual(new Set(['TIMED_OUT']));
    expect(errors).toEqual([]);
  });
});
