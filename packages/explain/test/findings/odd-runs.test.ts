import { why } from '@swf/explain';
import { describe, expect, it } from 'vitest';
import { schedule, startChild, startTimer } from '../support/decisions.js';
import { findings, order, summaries } from '../support/findings.js';
import { startWorld, type World } from '../support/world.js';

/** The findings about the world's order, with all that the service tells. */
async function findingsIn(world: World) {
  return why(await world.history(), await world.facts());
}

describe('an activity behind others of its list', () => {
  it('waits its turn while a worker is busy, and is blocked when none is', async () => {
    await using world = await startWorld();
    await world.decide([
      schedule('charge-1', { startToCloseTimeout: '3600' }),
      schedule('charge-2', { startToCloseTimeout: '3600' }),
    ]);
    const { taskToken } = await world.startActivity();
    await world.clock.advance({ minutes: 10 });
    const [queued] = await findingsIn(world);
    expect(queued).toMatchObject({
      severity: 'warning',
      code: 'ACTIVITY_WAITS',
      details: expect.arrayContaining(['"worker-1" works on 1 other task from that list']),
      hint: 'start more workers on "payments", or let each take more tasks at a time',
    });
    await world.completeActivity(taskToken);
    await world.decide([]);
    await world.clock.advance({ minutes: 10 });
    expect(summaries(await findingsIn(world))[0]).toBe('blocked ACTIVITY_WAITS fact');
  });
});

describe('an activity without a deadline', () => {
  it('blocks the run when it takes far longer than others of its type', async () => {
    await using world = await startWorld();
    await world.decide([schedule('charge-1')]);
    const { taskToken } = await world.startActivity();
    await world.clock.advance({ seconds: 40 });
    await world.completeActivity(taskToken);
    await world.decide([schedule('charge-2')]);
    await world.startActivity();
    await world.clock.advance({ seconds: 119 });
    expect(summaries(await findingsIn(world))[0]).toBe('warning ACTIVITY_WITHOUT_DEADLINE inferred');
    await world.clock.advance({ seconds: 1 });
    expect(summaries(await findingsIn(world))[0]).toBe('blocked ACTIVITY_WITHOUT_DEADLINE inferred');
  });
});

describe('an activity without a deadline, the first of its type', () => {
  it('blocks the run after an hour: its worker may have died', async () => {
    await using world = await startWorld();
    await world.decide([schedule('charge-1')]);
    await world.startActivity();
    await world.clock.advance({ seconds: 3599 });
    expect(summaries(await findingsIn(world))[0]).toBe('warning ACTIVITY_WITHOUT_DEADLINE inferred');
    await world.clock.advance({ seconds: 1 });
    expect(summaries(await findingsIn(world))[0]).toBe('blocked ACTIVITY_WITHOUT_DEADLINE inferred');
  });
});

describe('a decision task that follows another', () => {
  it('waits only since the one before has closed', async () => {
    await using world = await startWorld();
    await world.startDecision();
    await world.signal('hurry');
    await world.clock.advance({ seconds: 61 });
    expect(summaries(await findingsIn(world))).toEqual(['warning DECISION_TIMES_OUT fact', 'info DECISION_WAITS fact']);
    await world.clock.advance({ seconds: 59 });
    expect(summaries(await findingsIn(world))[0]).toBe('blocked DECISION_WAITS fact');
  });
});

describe('children that wait for the same', () => {
  it('are one finding', async () => {
    await using world = await startWorld();
    await world.decide([startChild('parcel-1'), startChild('parcel-2'), startChild('parcel-3')]);
    await world.decide([]);
    await world.clock.advance({ minutes: 3 });
    const facts = await world.facts();
    const children = await Promise.all(
      ['parcel-1', 'parcel-2', 'parcel-3'].map(async (workflowId) => ({
        workflowId,
        findings: why(await world.history(workflowId), facts),
      })),
    );
    const blocked = why(await world.history(), { ...facts, children }).filter(({ code }) => code === 'CHILD_BLOCKS');
    expect(blocked).toMatchObject([
      { severity: 'blocked', message: 'children parcel-1, parcel-2 and parcel-3 are blocked', findings: [{}] },
    ]);
    const unknown = why(await world.history(), facts).filter(({ code }) => code === 'CHILD_BLOCKS');
    expect(unknown).toMatchObject([
      {
        severity: 'info',
        message: 'children parcel-1, parcel-2 and parcel-3 are open',
        hint: 'find out why the children wait, from their own histories',
      },
    ]);
  });
});

describe('a decision task without a timeout', () => {
  it('blocks the run when its decider takes a minute', async () => {
    await using world = await startWorld({}, { taskStartToCloseTimeout: 'NONE' });
    await world.startDecision();
    await world.clock.advance({ seconds: 59 });
    expect(summaries(await findingsIn(world))[0]).toBe('warning DECISION_RUNS fact');
    await world.clock.advance({ seconds: 1 });
    const [finding] = await findingsIn(world);
    expect(summaries(await findingsIn(world))[0]).toBe('blocked DECISION_RUNS inferred');
    expect(finding?.hint).toMatch(/^check whether that decider still runs/);
  });

  it('is worth a warning though its timeout is long', async () => {
    await using world = await startWorld({}, { taskStartToCloseTimeout: '86400' });
    await world.startDecision();
    await world.clock.advance({ minutes: 5 });
    expect(summaries(await findingsIn(world))).toEqual(['warning DECISION_RUNS fact']);
  });
});

describe('a cancel request', () => {
  it('is being answered while the decider cancels what is open', async () => {
    await using world = await startWorld();
    await world.decide([schedule('charge-1'), startChild('parcel-1'), startTimer('patience', 86_400)]);
    await world.startActivity();
    await world.requestCancel();
    await world.decide([]);
    const codes = async () => (await findingsIn(world)).filter(({ code }) => code === 'CANCEL_UNANSWERED');
    expect(summaries(await codes())).toEqual(['warning CANCEL_UNANSWERED fact']);
    await world.signal('wake');
    await world.decide([
      {
        decisionType: 'RequestCancelActivityTask',
        requestCancelActivityTaskDecisionAttributes: { activityId: 'charge-1' },
      },
      {
        decisionType: 'RequestCancelExternalWorkflowExecution',
        requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId: 'parcel-1' },
      },
    ]);
    const [finding, ...others] = await codes();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'info', hint: undefined });
    expect(finding?.message).toMatch(/, and the decider is canceling charge-1 and parcel-1$/);
  });

  it('names who sent it', () => {
    const requested = (attributes: object) =>
      findings(order().workflowExecutionCancelRequested(attributes).decisionTask(), 60).find(
        ({ code }) => code === 'CANCEL_UNANSWERED',
      )?.details;
    const completed = 'the decider has completed 1 decision task since';
    const externalWorkflowExecution = { workflowId: 'cart-7', runId: 'run' };
    expect(requested({})).toEqual([completed]);
    expect(requested({ externalWorkflowExecution })).toEqual([completed, 'requested by execution "cart-7"']);
    expect(requested({ cause: 'CHILD_POLICY_APPLIED' })).toEqual([
      completed,
      'requested by the child policy of its parent',
    ]);
  });

  it('is being answered while the decider has to decide about what it canceled', async () => {
    await using world = await startWorld();
    await world.decide([startTimer('patience', 86_400), startTimer('reminder', 60)]);
    await world.requestCancel();
    await world.decide([{ decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: 'patience' } }]);
    const codes = async () => (await findingsIn(world)).filter(({ code }) => code === 'CANCEL_UNANSWERED');
    expect(summaries(await codes())).toEqual(['warning CANCEL_UNANSWERED fact']);
    await world.clock.advance({ seconds: 60 });
    const [finding] = await codes();
    expect(finding?.severity).toBe('info');
    expect(finding?.message).toMatch(/, and the decider has begun to cancel what was open$/);
  });
});

describe('a cancel request without an answer', () => {
  const canceling = {
    decisionType: 'RequestCancelActivityTask',
    requestCancelActivityTaskDecisionAttributes: { activityId: 'charge-1' },
  } as const;

  it('blocks after an hour', async () => {
    await using world = await startWorld();
    await world.decide([startTimer('patience', 86_400)]);
    await world.requestCancel();
    await world.decide([]);
    await world.clock.advance({ seconds: 3599 });
    expect(summaries(await findingsIn(world))).toContain('warning CANCEL_UNANSWERED fact');
    await world.clock.advance({ seconds: 1 });
    expect(summaries(await findingsIn(world))[0]).toBe('blocked CANCEL_UNANSWERED fact');
  });

  it.each([
    ['NONE', 'blocked'],
    ['86400', 'warning'],
  ])('of an activity with start-to-close %s is %s after an hour', async (startToCloseTimeout, severity) => {
    await using world = await startWorld();
    await world.decide([schedule('charge-1', { startToCloseTimeout })]);
    await world.startActivity();
    await world.signal('stop');
    await world.decide([canceling]);
    await world.clock.advance({ minutes: 61 });
    expect(summaries(await findingsIn(world))).toContain(`${severity} CANCEL_UNANSWERED fact`);
  });
});

describe('a run that closed with open children', () => {
  const close = async (decisionType: 'CancelWorkflowExecution' | 'FailWorkflowExecution') => {
    await using world = await startWorld();
    await world.decide([startChild('parcel-1')]);
    await world.requestCancel();
    await world.decide([{ decisionType }]);
    return (await findingsIn(world))[0];
  };

  it.each(['CancelWorkflowExecution', 'FailWorkflowExecution'] as const)(
    'says that they go on after the decision %s',
    async (decisionType) => {
      expect((await close(decisionType))?.details).toEqual(
        expect.arrayContaining([
          'open then: child parcel-1',
          'its open children go on: SWF ends none of them when a decider closes their parent',
        ]),
      );
    },
  );

  it.each([
    ['TERMINATE', 'SWF terminated its open children'],
    ['REQUEST_CANCEL', 'SWF requested the cancellation of its open children'],
    ['ABANDON', 'its open children go on: its child policy was ABANDON'],
  ])('says what the child policy %s did when it timed out', async (childPolicy, effect) => {
    await using world = await startWorld({}, { childPolicy, executionStartToCloseTimeout: '600' });
    await world.decide([startChild('parcel-1')]);
    await world.decide([]);
    await world.clock.advance({ seconds: 600 });
    expect((await findingsIn(world))[0]).toMatchObject({
      code: 'CLOSED_BECAUSE',
      details: expect.arrayContaining(['open then: child parcel-1', effect]),
    });
  });
});

describe('a run that timed out', () => {
  it('is known to have had nothing that could wake it', async () => {
    await using world = await startWorld({}, { executionStartToCloseTimeout: '600' });
    await world.decide([]);
    await world.clock.advance({ seconds: 600 });
    expect((await findingsIn(world))[0]).toMatchObject({
      message: 'the execution closed as TIMED_OUT: its execution timeout of 10 min has passed',
      details: ['it took 10 min', 'nothing was open then that could wake it'],
      hint: 'let the decider close the execution, or start something that wakes it',
    });
  });
});
