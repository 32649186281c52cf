import { inspect } from 'node:util';
import {
  DecisionBatch,
  DecisionRefusedError,
  ExternalWorkflowExecutionDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import {
  accepts,
  begun,
  cancelActivity,
  cancelTimer,
  complete,
  invoke,
  mark,
  refusalIn,
  schedule,
  startChild,
  startTimer,
} from '../support/refusals.js';

describe('a batch', () => {
  it('applies each decision at once', () => {
    const history = begun().timerStarted('x').build();
    accepts(history, cancelTimer('x'), startTimer('x'), cancelTimer('x'));
    accepts(history, schedule('a'), cancelActivity('a'), schedule('a'));
    accepts(history, startChild('c'), ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'c' }));
    expect(refusalIn(history, cancelTimer('x'), cancelTimer('x')).code).toBe('TIMER_ID_UNKNOWN');
    expect(refusalIn(history, schedule('a'), schedule('a')).evidence).toMatchObject({ index: 0 });
    expect(refusalIn(history, startChild('c'), startChild('c')).code).toBe('WORKFLOW_ALREADY_RUNNING');
    expect(refusalIn(history, invoke('l'), invoke('l')).code).toBe('ID_ALREADY_IN_USE');
  });

  it('may cancel an activity task that it schedules, once, although an earlier one of that id has closed', () => {
    const history = begun().activityTaskScheduled('x').activityTaskStarted('x').activityTaskCompleted('x').build();
    accepts(history, schedule('x'), cancelActivity('x'), schedule('x'));
    expect(refusalIn(history, schedule('x'), cancelActivity('x'), cancelActivity('x'))).toMatchObject({
      code: 'ACTIVITY_ID_UNKNOWN',
      evidence: { index: 1 },
    });
  });

  it.each([
    complete(),
    WorkflowExecutionDecision.fail(),
    WorkflowExecutionDecision.cancel(),
    WorkflowExecutionDecision.continueAsNew(),
  ])('takes nothing after %s', (closing) => {
    for (const late of [mark(), complete(), WorkflowExecutionDecision.continueAsNew()]) {
      const error = refusalIn(begun().build(), closing, late);
      expect(error).toMatchObject({
        code: 'INVALID_ARGUMENT',
        index: 1,
        evidence: { index: 0, decision: closing },
      });
      expect(error.message).toContain(`decision 1 of this batch (${closing.type})`);
    }
  });

  it('is not changed by a refused decision', () => {
    const batch = new DecisionBatch(begun().build()).add(startTimer('a'));
    expect(() => batch.add(startTimer('b'), startTimer('a'), startTimer('c'))).toThrow(DecisionRefusedError);
    expect(batch.decisions).toEqual([startTimer('a'), startTimer('b')]);
    expect(batch.warnings).toEqual([]);
    expect(batch.add(startTimer('c')).toJSON()).toEqual(['a', 'b', 'c'].map((id) => startTimer(id).toJSON()));
  });

  it('takes only decisions', () => {
    const raw = { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: 'x' } };
    const batch = new DecisionBatch();
    expect(() => Reflect.apply(batch.add, batch, [raw])).toThrow('got the SDK\'s form of "CancelTimer"');
    expect(() => Reflect.apply(batch.add, batch, [undefined])).toThrow(InvalidArgumentError);
  });

  it('checks its history and its options', () => {
    const make = (...given: unknown[]) => Reflect.construct(DecisionBatch, given);
    expect(() => make([{ eventId: 1 }])).toThrow(InvalidArgumentError);
    expect(() => make(null)).toThrow('history must be a History or undefined, got null');
    expect(() => make(undefined, { mode: 'lenient' })).toThrow('mode must be one of strict, permissive, got "lenient"');
    expect(() => make(undefined, { splittable: 'no' })).toThrow('splittable must be true or false, got "no"');
    expect(() => make(undefined, { envelope: null })).toThrow('envelope must be an object, got null');
  });

  it('shows its decisions and its warnings when inspected', () => {
    const batch = new DecisionBatch(begun().build(), { mode: 'permissive' }).add(startTimer('a'));
    expect(inspect(batch)).toMatch(/^DecisionBatch \[\s+TimerDecision \{\s+type: 'StartTimer'/);
    batch.add(startTimer('a'));
    expect(inspect(batch)).toContain('TIMER_ID_ALREADY_IN_USE');
    expect(inspect({ deep: { deeper: { batch } } })).toContain('[DecisionBatch]');
    expect(inspect({ deep: { batch } })).toContain('DecisionBatch {');
    expect(inspect({ batch }, { depth: 1 })).toContain('decisions: [Array]');
  });

  it('prints its length and first decisions', () => {
    const batch = new DecisionBatch(begun().build());
    expect(`${batch}`).toBe('DecisionBatch of 0');
    batch.add(startTimer('a'), complete());
    expect(`${batch}`).toBe('DecisionBatch of 2: StartTimer "a", CompleteWorkflowExecution');
    const many = new DecisionBatch().add(...Array.from({ length: 7 }, () => mark()));
    expect(`${many}`).toMatch(/^DecisionBatch of 7: (RecordMarker "m", ){5}and 2 more$/);
  });

  it('is iterable, and writes what the SDK takes', () => {
    const batch = new DecisionBatch().add(mark(), complete());
    expect(JSON.parse(JSON.stringify(batch))).toEqual([...batch].map((decision) => decision.toJSON()));
    expect(batch.length).toBe(2);
    expect(Object.isFrozen(batch.decisions)).toBe(true);
  });
});

describe('a permissive batch', () => {
  it('keeps everything, and records what SWF would refuse', () => {
    const decisions = [startTimer('x'), cancelTimer('y'), schedule('a'), complete(), mark()];
    const batch = new DecisionBatch(begun().timerStarted('x').build(), { mode: 'permissive' }).add(...decisions);
    expect(batch.decisions).toEqual(decisions);
    expect(batch.warnings.map(({ code, index }) => [code, index])).toEqual([
      ['TIMER_ID_ALREADY_IN_USE', 0],
      ['TIMER_ID_UNKNOWN', 1],
      ['INVALID_ARGUMENT', 4],
    ]);
    expect(batch.warnings.every(DecisionRefusedError.is)).toBe(true);
  });

  it('ignores the effect of what SWF would refuse', () => {
    const history = begun().timerStarted('x').activityTaskScheduled('a').activityTaskStarted('a').build();
    const batch = new DecisionBatch(history, { mode: 'permissive' });
    batch.add(startTimer('x'), cancelTimer('x'), schedule('a'), cancelActivity('a'), cancelActivity('a'));
    expect(batch.warnings.map(({ index }) => index)).toEqual([0, 2]);
  });
});
