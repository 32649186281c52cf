import { Decider, type DecisionTask } from '@swf/actors';
import { DecisionBatch, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { closed } from '../support/closed.js';
import { countRequests } from '../support/count-requests.js';
import { eventually } from '../support/eventually.js';
import { running, signaled } from '../support/running-decider.js';
import { next, openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const timer = TimerDecision.start({ timerId: 'patience', startToFireTimeout: 600 });

describe('Decider', () => {
  it.each([
    ['a batch', ({ history }: DecisionTask) => new DecisionBatch(history).add(WorkflowExecutionDecision.complete({}))],
    ['a list', () => [WorkflowExecutionDecision.complete({})]],
    ['a generator', () => [WorkflowExecutionDecision.complete({})].values()],
    ['a promise', async () => [WorkflowExecutionDecision.complete({})]],
  ])('answers with the decisions of %s', async (_, decide) => {
    await using swf = await running(decide);
    const execution = await startExecution(swf.client);

    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('answers without decisions if decide returns none, and decides again at the next event', async () => {
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

  it('sends an execution context with or without decisions', async () => {
    const contexts: unknown[] = [];
    await using swf = await running(({ execution }) => {
      contexts.push(execution.parseLatestExecutionContext());
      if (contexts.length < 3) return { executionContext: { step: contexts.length } };
      return { decisions: [WorkflowExecutionDecision.complete()], executionContext: 'done' };
    });
    const execution = await signaled(swf, 2);

    expect(contexts).toEqual([undefined, { step: 1 }, { step: 2 }]);
    expect(await execution.upstream({ client: swf.client })).toMatchObject({
      closeStatus: 'COMPLETED',
      latestExecutionContext: 'done',
    });
  });

  it.each([
    ['a decision after a closing one', 'INVALID_ARGUMENT', [WorkflowExecutionDecision.complete(), timer]],
    ['a timer that is open', 'TIMER_ID_ALREADY_IN_USE', [timer, timer]],
  ])('checks lists and batches alike: %s', async (_, code, decisions) => {
    await using swf = await running(() => decisions);
    const counts = countRequests(swf.client);
    const heard = next(swf.decider, 'error');
    await startExecution(swf.client);

    expect(await heard).toMatchObject({ code, name: 'DecisionRefusedError' });
    expect(counts.get('RespondDecisionTaskCompleted')).toBeUndefined();
  });

  it('checks a list against what is open in the history', async () => {
    await using swf = await running(() => [timer]);
    const counts = countRequests(swf.client);
    const heard = next(swf.decider, 'error');
    const execution = await signaled(swf, 0);
    await execution.signal('go', undefined, { client: swf.client });

    expect(await heard).toMatchObject({ code: 'TIMER_ID_ALREADY_IN_USE', name: 'DecisionRefusedError' });
    expect(counts.get('RespondDecisionTaskCompleted')).toBe(1);
  });

  it.each([
    ['decision', { decision: [] }, 'unknown option "answer.decision"; did you mean "decisions"?'],
    ['decisions', { decisions: 5 }, 'decisions must be a DecisionBatch or a list of decisions, got 5'],
    ['decisions', 'complete', 'decisions must be a DecisionBatch or a list of decisions, got "complete"'],
    [
      'decision',
      [{ decisionType: 'CompleteWorkflowExecution' }],
      'decisions[0] must be one of @swf/decisions, got the SDK\'s form of "CompleteWorkflowExecution"',
    ],
    ['executionContext', { executionContext: 'x'.repeat(32_769) }, expect.stringMatching(/^executionContext must /)],
  ])('reports an answer with an invalid %s by name', async (_, answer: unknown, message) => {
    await using swf = await running(() => answer as []);
    const heard = next(swf.decider, 'error');
    await startExecution(swf.client);

    expect(await heard).toMatchObject({ code: 'INVALID_ARGUMENT', message });
  });

  it('polls manually with the given identity and page size', async () => {
    await using swf = await openService();
    const { client } = swf;
    await startExecution(client);
    const decider = new Decider(domain, 'decisions', { client });
    const counts = countRequests(client);

    const task = await decider.poll({ identity: 'by hand', maximumPageSize: 1 });

    expect(task?.history.last?.attributes).toMatchObject({ identity: 'by hand' });
    expect(task?.history.length).toBe(3);
    expect(counts.get('PollForDecisionTask')).toBe(3);
    for (const maximumPageSize of [0, 1001]) {
      await expect(decider.poll({ maximumPageSize })).rejects.toThrow(
        `maximumPageSize must be an integer from 1 to 1000, got ${maximumPageSize}`,
      );
    }
    await expect(decider.poll({ identity: 'x'.repeat(257) })).rejects.toThrow(/^identity must /);
  });

  it('passes the execution and its new events to decide', async () => {
    const seen: unknown[] = [];
    await using swf = await running(({ newEvents, execution, workflowType }) => {
      seen.push([execution.workflowId, workflowType.name, newEvents.map(({ name }) => name)]);
      return [];
    });
    await signaled(swf, 1);

    expect(seen).toEqual([
      ['w', 'workflow', ['WorkflowExecutionStarted', 'DecisionTaskScheduled', 'DecisionTaskStarted']],
      [
        'w',
        'workflow',
        ['DecisionTaskCompleted', 'WorkflowExecutionSignaled', 'DecisionTaskScheduled', 'DecisionTaskStarted'],
      ],
    ]);
  });

  it('answers manually with an execution context', async () => {
    await using swf = await openService();
    const { client } = swf;
    const execution = await startExecution(client);
    const decider = new Decider(domain, 'decisions', { client });
    const task = await decider.poll();

    await decider.complete(task?.taskToken ?? '', [], { executionContext: { step: 1 } });

    expect(await execution.upstream({ client })).toMatchObject({ latestExecutionContext: '{"step":1}' });
    await expect(decider.complete(task?.taskToken ?? '', [])).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringMatching(/^DecisionTask "[^"]{37}\.\.\." of domain "test" /),
    });
    await expect(decider.complete('token', [], { executionContext: 'x'.repeat(32_769) })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('executionContext'),
    });
  });

  it('answers manually with decisions that can be read only once', async () => {
    await using swf = await openService();
    const { client } = swf;
    const execution = await startExecution(client);
    const decider = new Decider(domain, 'decisions', { client });
    const task = await decider.poll();

    await decider.complete(task?.taskToken ?? '', [WorkflowExecutionDecision.complete()].values());

    expect(await execution.upstream({ client })).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('resolves poll() to undefined if it ends empty', async () => {
    const clock = new VirtualClock();
    await using swf = await openService({ clock });
    const decider = new Decider(domain, 'decisions', { client: swf.client });
    const polled = decider.poll();
    await eventually(() => clock.advance({ seconds: 61 }));

    await expect(polled).resolves.toBeUndefined();
  });

  it.each([
    ['onDecideError', { onDecideError: 'IGNORE' as 'TIME_OUT' }],
    ['cache.maxBytes', { cache: { maxBytes: 0 } }],
    ['cache.maxRuns', { cache: { maxRuns: 5 } as object }],
    ['history', { history: 'none' as 'new' }],
    ['cache', { history: 'new' as const, cache: {} }],
    ['sticky', { sticky: true, concurrency: 1 }],
    ['sticky.scheduleToStartTimeout', { sticky: { scheduleToStartTimeout: 0 } }],
  ])('rejects an invalid %s by name', (field, options) => {
    expect(() => new Decider(domain, 'decisions', options)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(field) }),
    );
  });
});
