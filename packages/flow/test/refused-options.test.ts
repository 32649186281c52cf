import {
  activity,
  condition,
  continueAsNew,
  external,
  FlowDecider,
  flowWorker,
  human,
  lambda,
  mapConcurrent,
  retry,
  saga,
  scope,
  signal,
  sleep,
  sleepUntil,
  version,
  workflow,
} from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<void, void>('work', '1.0', { startToCloseTimeout: 30 });
const child = workflow('child', '1.0', {}, async () => {});
const odd = { odd: 1 } as never;

/** Plays a workflow whose result is what a call throws or rejects with. */
async function outcomeOf(call: () => unknown) {
  const definition = workflow('calling', '1.0', {}, async () => {
    try {
      await call();
      return 'taken';
    } catch (error) {
      return String(error);
    }
  });
  return (await play(definition)).outcome;
}

describe('An option that does not exist', () => {
  it.each<[string, () => unknown]>([
    ['an activity', () => activity('work', '1.0', { startToCloseTimeout: 30, ...(odd as object) })],
    ['a workflow', () => workflow('order', '1.0', odd)],
    ['a signal', () => signal('go', odd)],
    ['a human step', () => human('ask', odd)],
    ['a Lambda function', () => lambda('resize', odd)],
  ])('is refused in the definition of %s', (_, define) => {
    expect(define).toThrow('unknown option "odd"; expected one of ');
  });

  it.each<[string, () => unknown]>([
    ['an activity', () => work(undefined, odd)],
    ['a child', () => child.child(undefined, odd)],
    ['a child that it starts', () => child.startChild(undefined, odd)],
    ['a Lambda function', () => lambda('resize')(undefined, odd)],
    ['a timer', () => sleep(1, odd)],
    ['a timer until a moment', () => sleepUntil(new Date(), odd)],
    ['the next signal', () => signal('go').next(odd)],
    ['a question', () => human('ask').ask({}, odd)],
    ['a condition', () => condition(() => true, odd)],
    ['another execution', () => external({ workflowId: 'other', ...(odd as object) })],
    ['the next run', () => continueAsNew(undefined, odd)],
    ['a scope', () => scope(async () => {}, odd)],
    ['a saga', () => saga(async () => {}, odd)],
    ['a retry', () => retry(async () => {}, odd)],
    ['items', () => mapConcurrent([], async () => {}, odd)],
    ['a version', () => version('fix', odd)],
    ['the retries of an activity', () => work(undefined, { retry: odd })],
  ])('is refused in the call of %s', async (_, call) => {
    expect(await outcomeOf(call)).toMatchObject({ result: expect.stringMatching(/unknown option "(retry\.)?odd"/) });
  });
});

describe('Options that are not an object', () => {
  it.each<[string, () => unknown]>([
    ['an activity', () => work(undefined, 1 as never)],
    ['a child', () => child.child(undefined, 1 as never)],
    ['a Lambda function', () => lambda('resize')(undefined, 1 as never)],
    ['a timer', () => sleep(1, 1 as never)],
    ['the next signal', () => signal('go').next(1 as never)],
    ['a question', () => human('ask').ask({}, 1 as never)],
    ['a condition', () => condition(() => true, 1 as never)],
    ['another execution', () => external(1 as never)],
    ['the next run', () => continueAsNew(undefined, 1 as never)],
    ['a scope', () => scope(async () => {}, 1 as never)],
    ['a saga', () => saga(async () => {}, 1 as never)],
    ['items', () => mapConcurrent([], async () => {}, 1 as never)],
    ['a version', () => version('fix', 1 as never)],
  ])('are refused in the call of %s', async (_, call) => {
    expect(await outcomeOf(call)).toMatchObject({ result: 'InvalidArgumentError: options must be an object, got 1' });
  });

  const domain = { name: 'flows' };
  const run = child.run(domain, { workflowId: 'child-1' });

  it.each<[string, (options: never) => unknown]>([
    ['definition.start()', (options) => child.start(domain, options)],
    ['definition.startOrGet()', (options) => child.startOrGet(domain, options)],
    ['definition.signalWithStart()', (options) => child.signalWithStart(domain, options)],
    ['run.result()', (options) => run.result(options)],
    ['run.state()', (options) => run.state(options)],
    ['run.waiting()', (options) => run.waiting(options)],
    ['run.signal()', (options) => run.signal(signal('go'), undefined, options)],
    ['run.answer()', (options) => run.answer(human('ask'), 'ask-1', undefined, options)],
    ['run.requestCancel()', (options) => run.requestCancel(options)],
    ['run.terminate()', (options) => run.terminate(options)],
    ['new FlowDecider()', async (options) => new FlowDecider(domain, 'flows', options)],
    ['flowWorker()', async (options) => flowWorker(domain, 'work', [], options)],
  ])('are rejected by %s', async (_, call) => {
    for (const options of [1, true, null])
      await expect(call(options as never)).rejects.toThrow(`options must be an object, got ${options}`);
  });

  it('are no execution of definition.run()', () => {
    expect(() => child.run(domain, null as never)).toThrow('ref must be an object, got null');
  });

  it('are no implementations of flowWorker()', () => {
    expect(() => flowWorker(domain, 'work', null as never)).toThrow(
      'implementations must be a list of implementations, got null',
    );
  });
});
