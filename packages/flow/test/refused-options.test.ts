import {
  activity,
  condition,
  continueAsNew,
  external,
  FlowDecider,
  flowWorker,
  human,
  implement,
  lambda,
  mapConcurrent,
  onAnySignal,
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

  it.each<[message: string, call: () => unknown]>([
    ['onCancel must be one of', () => work(undefined, { onCancel: 'abandon' as never })],
    ['onCancel must be one of', () => child.child(undefined, { onCancel: 'abandon' as never })],
    ['retry.retryable must be a function', () => work(undefined, { retry: { retryable: 'yes' as never } })],
    ['codec must have the functions encode and decode', () => work(undefined, { codec: {} as never })],
    ['codec must have the functions encode and decode', () => child.child(undefined, { codec: {} as never })],
    ['codec must have the functions encode and decode', () => lambda('resize')(undefined, { codec: {} as never })],
    ['handler must be a function, got undefined', async () => signal('go').on(undefined as never)],
    ['handler must be a function, got "x"', async () => onAnySignal('x' as never)],
    ['name must be a string', () => scope(async () => {}, { name: {} as never })],
  ])('of a wrong kind are refused in a call: %s', async (message, call) => {
    expect(await outcomeOf(call)).toMatchObject({ result: expect.stringContaining(message) });
  });

  it.each<[message: string, define: () => unknown]>([
    ['onCancel must be one of', () => activity('a', '1.0', { ...timeout, onCancel: 'wait' as never })],
    [
      'retry.retryable must be a function',
      () => activity('a', '1.0', { ...timeout, retry: { retryable: 1 as never } }),
    ],
    ['input must be a Standard Schema, got 5', () => activity('a', '1.0', { ...timeout, input: 5 as never })],
    ['result must be a Standard Schema, got 5', () => workflow('w', '1.0', { result: 5 as never })],
    ['schema must be a Standard Schema, got 5', () => signal('s', { schema: 5 as never })],
    ['schema must be a Standard Schema, got 5', () => human('h', { schema: 5 as never })],
    ['codec must have the functions', () => activity('a', '1.0', { ...timeout, codec: 'json' as never })],
    ['codec must have the functions', () => workflow('w', '1.0', { codec: 'json' as never })],
    ['codec must have the functions', () => signal('s', { codec: 'json' as never })],
    ['codec must have the functions', () => lambda('l', { codec: 'json' as never })],
    ['codec must have the functions', () => child.run(domain, { workflowId: 'w', codec: 'json' as never })],
    ['codec must have the functions', () => flowWorker(domain, 'work', [], { codec: 'json' as never })],
    ['run must be a function, got 5', () => workflow('w', '1.0', {}, 5 as never)],
  ])('of a wrong kind are refused in a definition: %s', (message, define) => {
    expect(define).toThrow(message);
  });

  const timeout = { startToCloseTimeout: 30 };
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

  it('cannot implement an activity twice', () => {
    const twice = [implement(work, async () => {}), implement(work, async () => {})];
    expect(() => flowWorker(domain, 'work', twice)).toThrow(/^implementations must be of different activities, got/);
  });

  it('are no implementations of flowWorker()', () => {
    expect(() => flowWorker(domain, 'work', null as never)).toThrow(
      'implementations must be a list of implementations, got null',
    );
  });
});
