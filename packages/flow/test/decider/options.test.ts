import { FlowDecider, type FlowDeciderOptions, info, now, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, taskOf } from '../support/decision-task.js';

const history = new HistoryBuilder().decisionTaskStarted().build();
const guarded = workflow('guarded', '1.0', {}, async () => Date.now() === now().getTime());

const deciderOf = (options: object) =>
  new FlowDecider({ name: 'flows' }, 'flows', { workflows: [guarded], register: false, ...options });

describe('FlowDecider', () => {
  it.each<[name: string, taken: readonly unknown[], refused: readonly unknown[], rule: string]>([
    ['checkInputs', ['error', 'warn', 'off', undefined], ['none', true], 'must be one of error, warn, off'],
    ['guard', ['replace', 'off', undefined], ['on', false], 'must be one of replace, off'],
    ['verify', [0, 0.5, 1, undefined], [-0.01, 1.01, Number.NaN, '1'], 'must be from 0 to 1'],
    [
      'suggestContinueAsNewAt',
      [1, 25_000, undefined],
      [0, 25_001, 1.5, Number.NaN],
      'must be an integer from 1 to 25000',
    ],
    ['propagateTrace', [true, false, undefined], ['yes', 1], 'must be true or false'],
    ['register', [false, undefined], ['no', 1], 'must be true or false'],
    ['fallback', [() => [], undefined], [5, null], 'must be a function'],
    ['onWorkflowError', [() => 'TIME_OUT', undefined], ['FAIL_WORKFLOW_EXECUTION'], 'must be a function'],
    ['onNonDeterminism', [() => 'TIME_OUT', undefined], ['TIME_OUT'], 'must be a function'],
    ['codec', [{ encode: String, decode: String }, undefined], ['json', {}, { encode: 1 }, null], 'must have'],
    ['residents', [{}, { max: 1 }, false, undefined], [5, 'none'], 'must be an object'],
  ])('checks its option %s', (name, taken, refused, rule) => {
    for (const value of taken) expect(() => deciderOf({ [name]: value })).not.toThrow();
    for (const value of refused) expect(() => deciderOf({ [name]: value })).toThrow(`${name} ${rule}`);
  });

  it.each<[name: string, taken: readonly unknown[], refused: readonly unknown[], rule: string]>([
    ['max', [0, 10_000_000], [-1, 10_000_001, 1.5], 'must be an integer from 0 to 10000000'],
    ['maxAgeInSeconds', [0.5, Number.POSITIVE_INFINITY], [0, -1, Number.NaN, '5'], 'must be seconds above 0'],
  ])('checks its option residents.%s', (name, taken, refused, rule) => {
    for (const value of taken) expect(() => deciderOf({ residents: { [name]: value } })).not.toThrow();
    for (const value of refused)
      expect(() => deciderOf({ residents: { [name]: value } })).toThrow(`residents.${name} ${rule}`);
  });

  it.each(['decide', 'onDecideError', 'cache', 'history', 'types'])('sets itself what %s would', (name) => {
    const message = `option "${name}" must be absent: a flow decider sets it itself`;
    expect(() => deciderOf({ [name]: 'FAIL_WORKFLOW_EXECUTION' })).toThrow(message);
  });

  it.each([
    [[guarded, guarded], 'workflows must be of different types, got guarded@1.0 twice'],
    [undefined, 'workflows must be a list of one or more workflow definitions, got undefined'],
    [[], 'workflows must be a list of one or more workflow definitions, got none'],
    [[guarded, 1], 'workflows[1] must be a workflow definition, got 1'],
    [[workflow('bare', '1.0', {})], 'workflows[0] must have a function, got the definition bare@1.0 without one'],
  ])('needs workflows with functions, not %o', (workflows, message) => {
    expect(() => deciderOf({ workflows })).toThrow(message);
  });

  it.each<[string, FlowDeciderOptions['guard'], boolean]>([
    ['by default', undefined, true],
    ['with guard: replace', 'replace', true],
    ['not with guard: off', 'off', false],
  ])("gives turns the decision task's time: %s", async (_, guard, isReplaced) => {
    const answer = await answerTo(deciderOf({ guard }), taskOf(history, 'guarded'));
    expect(answer).toMatchObject({ decisions: [{ attributes: { result: `${isReplaced}` } }] });
    expect(await replayFlow(guarded, history, { guard })).toMatchObject({ outcome: { result: isReplaced } });
  });
});

describe('info().continueAsNewSuggested', () => {
  const suggested = workflow('suggested', '1.0', {}, async () => info().continueAsNewSuggested);
  const suggestedAfter = async (events: number, suggestContinueAsNewAt?: number) => {
    const run = new HistoryBuilder();
    // Beside its start and its decision task.
    for (let signals = events - 3; signals > 0; signals -= 1) run.workflowExecutionSignaled('more');
    const task = taskOf(run.decisionTaskStarted().build(), 'suggested');
    const { decisions } = await answerTo(deciderOf({ workflows: [suggested], suggestContinueAsNewAt }), task);
    return decisions[0]?.attributes;
  };

  it.each([
    [3, 4, 4],
    [24_999, 25_000, 25_000],
    [9999, 10_000, undefined],
  ])('is false after %i events, and true after %i: suggestContinueAsNewAt %o', async (less, enough, at) => {
    expect(await suggestedAfter(less, at)).toEqual({ result: 'false' });
    expect(await suggestedAfter(enough, at)).toEqual({ result: 'true' });
  });
});

describe('replayFlow', () => {
  it.each([
    ['checkInputs', ['error', 'warn', 'off', undefined], 'must be one of error, warn, off'],
    ['guard', ['replace', 'off', undefined], 'must be one of replace, off'],
  ])('checks its option %s', async (name, taken, rule) => {
    for (const value of taken) await expect(replayFlow(guarded, history, { [name]: value })).resolves.toBeDefined();
    await expect(replayFlow(guarded, history, { [name]: 'on' })).rejects.toThrow(`${name} ${rule}`);
  });
});
