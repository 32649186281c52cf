import { DecisionBatch, DecisionRefusedError, TimerDecision } from '@swf/decisions';
import { History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';

const timer = TimerDecision.start({ timerId: 't', startToFireTimeout: 1 });

function expectRefused(run: () => unknown, message: string): void {
  expect(run).toThrow(expect.toSatisfy(InvalidArgumentError.is));
  expect(run).toThrow(message);
}

describe('DecisionBatch.add', () => {
  const circular: { self?: object } = {};
  circular.self = circular;
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a bigint', 10n, '10'],
    ['a circle', circular, 'an object'],
    ['decisions that were not spread', [timer], 'an array'],
    ['a date', new Date(0), ''],
    ['a batch', new DecisionBatch(), 'a DecisionBatch'],
    ['a history', History.from([]), 'a History'],
    ['a decision of the SDK', timer.toJSON(), 'the SDK\'s form of "StartTimer"'],
    ['something with no type', { type: 'Nap', attributes: {}, toJSON: () => ({}) }, 'an object'],
  ])('refuses %s', (_, value, picture) => {
    const batch = new DecisionBatch().add(timer);
    expectRefused(() => batch.add(value as never), `decision must be one of @swf/decisions, got ${picture}`);
    expect(batch.length).toBe(1);
  });
});

describe('DecisionBatch', () => {
  it.each<[string, object | null, string]>([
    ['no options', null, 'options must be an object, got null'],
    ['a quota as a string', { quotas: { openTimers: '5' } }, 'quotas.openTimers must be an integer from 0'],
    ['a negative quota', { quotas: { openActivityTasks: -1 } }, 'quotas.openActivityTasks'],
    ['no number', { quotas: { openChildWorkflowExecutions: Number.NaN } }, 'quotas.openChildWorkflowExecutions'],
    ['null as quotas', { quotas: null }, 'quotas must be an object, got null'],
    ['a token as envelope', { envelope: 'AAAAKg==' }, 'envelope must be an object, got "AAAAKg=="'],
    ['a type alone', { activityTypes: { name: 'a', version: '1' } }, 'activityTypes must be an iterable of types'],
    ['null as types', { workflowTypes: null }, 'workflowTypes must be an iterable of types, got null'],
    ['null as a type', { workflowTypes: [null] }, 'workflowTypes[0] must be { name, version }, got null'],
    ['an unknown option', { mod: 'strict' }, 'unknown option "mod"; did you mean "mode"?'],
    ['an unknown quota', { quotas: { openTimer: 5 } }, 'unknown option "quotas.openTimer"; did you mean "openTimers"?'],
    ['an unknown member of the envelope', { envelope: { tasktoken: 't' } }, 'unknown option "envelope.tasktoken"'],
    ['a nameless type', { activityTypes: [{ name: 'a', version: '1' }, { version: '1' }] }, 'activityTypes[1].name'],
  ])('refuses %s', (_, options, message) => {
    expectRefused(() => new DecisionBatch(undefined, options as never), message);
  });

  it('uses the default of an undefined quota', () => {
    const batch = new DecisionBatch(undefined, { quotas: { openTimers: undefined } }).add(timer);
    expect(batch.length).toBe(1);
    expect(() => new DecisionBatch(undefined, { quotas: { openTimers: 0 } }).add(timer)).toThrow(DecisionRefusedError);
  });
});
