import type { SWFClient } from '@aws-sdk/client-swf';
import { DecisionBatch, MarkerDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { expect, test, vi } from 'vitest';
import { type DecideFunction, Decider, type DeciderOptions, type DecisionTask } from '../src/index.js';
import { closed } from './support/closed.js';
import { next, openService } from './support/service.js';
import { domain, startExecution } from './support/workflow.js';

/** A decider, running, and an execution for it. */
async function running(decide: DecideFunction, options: DeciderOptions = {}) {
  const swf = await openService();
  const { client } = swf;
  const decider = new Decider(domain, 'decisions', { client, decide, ...options });
  await decider.start();
  return {
    ...swf,
    decider,
    async [Symbol.asyncDispose]() {
      await decider.stop({ polls: 'abort', graceInSeconds: 0 });
      await swf[Symbol.asyncDispose]();
    },
  };
}

/** Signals the execution and waits for the decision on it. */
async function signalled(swf: Awaited<ReturnType<typeof running>>, times: number) {
  const begun = next(swf.decider, 'completed');
  const execution = await startExecution(swf.client);
  await begun;
  for (let count = 0; count < times; count += 1) {
    const completed = next(swf.decider, 'completed');
    await execution.signal('tick', { count }, { client: swf.client });
    await completed;
  }
  return execution;
}

/** Starts an execution whose next decision task has more than a page of history. */
async function startLong(client: SWFClient) {
  const execution = await startExecution(client);
  const decider = new Decider(domain, 'decisions', { client });
  const task = await decider.poll();
  const markers = Array.from({ length: 1100 }, (_, index) => MarkerDecision.record({ markerName: `${index}` }));
  await decider.complete(task?.taskToken ?? '', markers);
  await execution.signal('go', undefined, { client });
  return execution;
}

/** Counts the requests of a client by the name of their operation. */
function counting(client: SWFClient): Map<string, number> {
  const counts = new Map<string, number>();
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        counts.set(commandName, (counts.get(commandName) ?? 0) + 1);
        return next(args);
      },
    { step: 'initialize', name: 'count' },
  );
  return counts;
}

test.each([
  ['a batch', ({ history }: DecisionTask) => new DecisionBatch(history).add(WorkflowExecutionDecision.complete({}))],
  ['a list', () => [WorkflowExecutionDecision.complete({})]],
  ['a promise', async () => [WorkflowExecutionDecision.complete({})]],
])('answers with the decisions of %s', async (_, decide) => {
  await using swf = await running(decide);
  const execution = await startExecution(swf.client);

  expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
});

test('answers without decisions where decide has none, and is asked again at the next event', async () => {
  let asked = 0;
  await using swf = await running(() => {
    asked += 1;
    return asked === 1 ? undefined : [WorkflowExecutionDecision.complete({})];
  });
  const answered = next(swf.decider, 'completed');
  const execution = await startExecution(swf.client);
  expect((await answered).decisions).toBe(0);
  await execution.signal('go', undefined, { client: swf.client });

  expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
});

test('tells what is new, and of which execution', async () => {
  const seen: unknown[] = [];
  await using swf = await running(({ newEvents, execution, workflowType }) => {
    seen.push([execution.workflowId, workflowType.name, newEvents.map(({ name }) => name)]);
    return [];
  });
  const first = next(swf.decider, 'completed');
  const execution = await startExecution(swf.client);
  await first;
  const second = next(swf.decider, 'completed');
  await execution.signal('go', undefined, { client: swf.client });
  await second;

  expect(seen).toEqual([
    ['w', 'workflow', ['WorkflowExecutionStarted', 'DecisionTaskScheduled', 'DecisionTaskStarted']],
    [
      'w',
      'workflow',
      ['DecisionTaskCompleted', 'WorkflowExecutionSignaled', 'DecisionTaskScheduled', 'DecisionTaskStarted'],
    ],
  ]);
});

test('reads only what is new of an execution that it knows', async () => {
  const lengths: number[] = [];
  await using swf = await running(({ history }) => {
    lengths.push(history.length);
    return [MarkerDecision.record({ markerName: 'seen' })];
  });
  const counts = counting(swf.client);
  await signalled(swf, 4);

  expect(lengths.at(-1)).toBe(lengths.length * 5 - 2);
  expect(counts.get('GetWorkflowExecutionHistoryCommand')).toBeUndefined();
});

test('reads the whole history of an execution that another decider began with', async () => {
  await using swf = await openService();
  const { client } = swf;
  await startExecution(client);
  const first = new Decider(domain, 'decisions', { client });
  const second = new Decider(domain, 'decisions', { client });
  const begun = await first.poll();
  await first.complete(begun?.taskToken ?? '', [TimerDecision.start({ timerId: 'now', startToFireTimeout: 0 })]);

  const task = await second.poll();

  expect(task?.history.first?.name).toBe('WorkflowExecutionStarted');
  expect(task?.history.verify()).toEqual([]);
  expect(task?.history.last?.id).toBe(task?.startedEventId);
});

test('reads on where what it knows does not join, after another decider took a turn', async () => {
  await using swf = await openService();
  const { client } = swf;
  const execution = await startExecution(client);
  const [first, second] = [new Decider(domain, 'decisions', { client }), new Decider(domain, 'decisions', { client })];
  for (const decider of [first, second, second, first]) {
    const task = await decider.poll();
    expect(task?.history.verify()).toEqual([]);
    expect(task?.history.length).toBe(task?.startedEventId);
    await decider.complete(task?.taskToken ?? '', [MarkerDecision.record({ markerName: 'turn' })]);
    await execution.signal('go', undefined, { client });
  }
});

test.each([undefined, false] as const)('gathers the pages of a long history, cache: %s', async (cache) => {
  await using swf = await openService();
  const { client } = swf;
  await startLong(client);
  const decider = new Decider(domain, 'decisions', { client, cache });

  const task = await decider.poll();

  expect(task?.history.length).toBe(task?.startedEventId);
  expect(task?.history.verify()).toEqual([]);
});

test('reads on when a page fails in a way that passes', async () => {
  await using swf = await openService();
  const { client, service } = swf;
  const execution = await startLong(client);
  const decider = new Decider(domain, 'decisions', {
    client,
    cache: false,
    decide: () => [WorkflowExecutionDecision.complete({})],
  });
  const retries: string[] = [];
  decider.on('retry', ({ operation }) => retries.push(operation));
  service.faults.set([{ operations: ['PollForDecisionTask'], every: 2, count: 1, status: 503 }]);

  await decider.start();

  expect(await closed(client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
  expect(retries).toEqual(['history']);
  await decider.stop({ polls: 'abort' });
});

test('drops a task whose further pages SWF refuses, and goes on', async () => {
  await using swf = await openService();
  const { client, service } = swf;
  await startLong(client);
  const decider = new Decider(domain, 'decisions', { client, cache: false, decide: () => [] });
  const heard = next(decider, 'error');
  const message = 'Specified token has exceeded its maximum lifetime';
  service.faults.set([
    { operations: ['PollForDecisionTask'], every: 2, count: 1, fault: 'ValidationException', message },
  ]);

  await decider.start();

  expect(await heard).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(message) });
  expect(decider.state).toBe('running');
  await decider.stop({ polls: 'abort' });
});

test('reports a decider that throws, and leaves the task to its timeout', async () => {
  await using swf = await running(() => {
    throw new Error('undecided');
  });
  const heard = next(swf.decider, 'error');
  const execution = await startExecution(swf.client);

  expect(await heard).toMatchObject({ message: 'undecided' });
  const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
  expect(history.last?.name).toBe('DecisionTaskStarted');
});

test('fails the execution of a decider that throws, where it is told to', async () => {
  await using swf = await running(
    () => {
      throw new RangeError('undecided');
    },
    { onDecideError: 'FAIL_WORKFLOW_EXECUTION' },
  );
  const heard = next(swf.decider, 'error');
  const execution = await startExecution(swf.client);
  await closed(swf.client, execution);

  const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
  expect(history.last?.attributes).toMatchObject({ reason: 'RangeError: undecided' });
  await expect(heard).resolves.toMatchObject({ message: 'undecided' });
});

test('fails the execution where SWF refuses the decisions, where it is told to', async () => {
  const close = WorkflowExecutionDecision.complete({});
  await using swf = await running(() => [close, TimerDecision.start({ timerId: 'late', startToFireTimeout: 1 })], {
    onDecideError: 'FAIL_WORKFLOW_EXECUTION',
  });
  swf.decider.on('error', () => undefined);
  const execution = await startExecution(swf.client);

  expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'FAILED' });
});

test('ends a task whose execution has closed meanwhile quietly', async () => {
  const errors: unknown[] = [];
  await using swf = await running(async ({ execution }) => {
    await execution.terminate({ client: swf.client });
    return [WorkflowExecutionDecision.complete({})];
  });
  swf.decider.on('error', (error) => errors.push(error));
  const lost = next(swf.decider, 'lost');
  await startExecution(swf.client);

  expect((await lost).reason).toBe('TASK_UNKNOWN');
  expect(errors).toEqual([]);
});

test('leaves a decision that does not end to its timeout when it stops', async () => {
  const signals: AbortSignal[] = [];
  await using swf = await running((_, { signal }) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  const lost = next(swf.decider, 'lost');
  const received = next(swf.decider, 'task');
  await startExecution(swf.client);
  await received;
  await swf.decider.stop({ graceInSeconds: 0, polls: 'abort' });

  expect((await lost).reason).toBe('STOPPING');
  expect(signals[0]?.reason).toMatchObject({ code: 'STOPPING' });
});

test('sends the further tasks of an execution to a list of its own, and gives them back when it stops', async () => {
  const lists: string[] = [];
  await using swf = await running(
    ({ taskList }) => {
      lists.push(taskList);
      return [];
    },
    { sticky: { scheduleToStartTimeout: 60 }, concurrency: 2 },
  );
  const first = next(swf.decider, 'completed');
  const execution = await startExecution(swf.client);
  await first;
  const second = next(swf.decider, 'completed');
  await execution.signal('go', undefined, { client: swf.client });
  await second;

  expect(lists[0]).toBe('decisions');
  expect(lists[1]).toMatch(/^decisions-\d+-/);
});

test.each([
  ['onDecideError', { onDecideError: 'IGNORE' as 'TIME_OUT' }],
  ['cache.maxEvents', { cache: { maxEvents: 0 } }],
  ['sticky', { sticky: true, concurrency: 1 }],
  ['sticky.scheduleToStartTimeout', { sticky: { scheduleToStartTimeout: 0 } }],
])('refuses a bad %s by its name', (field, options) => {
  expect(() => new Decider(domain, 'decisions', options)).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(field) }),
  );
});

test('answers by hand, with an execution context', async () => {
  await using swf = await openService();
  const { client } = swf;
  const execution = await startExecution(client);
  const decider = new Decider(domain, 'decisions', { client });
  const task = await decider.poll();

  await decider.complete(task?.taskToken ?? '', [], { executionContext: { step: 1 } });

  expect(await execution.upstream({ client })).toMatchObject({ latestExecutionContext: '{"step":1}' });
  await expect(decider.complete(task?.taskToken ?? '', [])).rejects.toMatchObject({ code: 'DOES_NOT_EXIST' });
  await expect(decider.complete('token', [], { executionContext: 'x'.repeat(32_769) })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining('executionContext'),
  });
});

test('answers nothing where a poll ends empty', async () => {
  const { VirtualClock } = await import('@swf/local');
  const clock = new VirtualClock();
  await using swf = await openService({ clock });
  const decider = new Decider(domain, 'decisions', { client: swf.client });
  const polled = decider.poll();
  await vi.waitFor(() => clock.advance({ seconds: 61 }));

  await expect(polled).resolves.toBeUndefined();
});
