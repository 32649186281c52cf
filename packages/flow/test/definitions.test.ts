import {
  activity,
  human,
  InvalidPayloadError,
  modelOf,
  onAnySignal,
  publish,
  sideEffect,
  signal,
  sleep,
  typeOf,
  workflow,
} from '@swf/flow';
import { ActivityError } from '@swf/flow/errors';
import { mock, play, testFlow } from '@swf/flow/testing';
import { ActivityType, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { numberFrom } from './support/schemas.js';
import { until } from './support/until.js';

const options = { startToCloseTimeout: 30 };
const double = activity('double', '1.0', {
  ...options,
  retry: {},
  input: numberFrom('text'),
  result: numberFrom('number'),
});
const add = signal('add', { schema: numberFrom('text') });
const approval = human('approval', { schema: numberFrom('text') });

describe('A schema', () => {
  it('gives implementations what it makes of an input, and checks their results', async () => {
    const definition = workflow('numbers', '1.0', { input: numberFrom('text') }, async (start) => [
      start + (await double('2')),
      await double('3').catch((error: unknown) => ActivityError.is(error) && [error.attempts, error.reason]),
      await double('x' as never).catch((error: unknown) => ActivityError.is(error) && [error.attempts, error.reason]),
    ]);
    const doubling = mock(double, (value) => (value === 3 ? ('three' as never) : value * 2));
    await using env = await testFlow({ workflows: [definition], activities: [doubling] });

    expect(await env.run(definition, '1')).toEqual([
      5,
      [1, 'InvalidPayloadError: result does not match its schema: not a number'],
      [1, 'InvalidPayloadError: input does not match its schema: not a number'],
    ]);
    expect(doubling.calls).toEqual([2, 3]);
    await expect(env.run(definition, 'one')).rejects.toThrow('input does not match its schema: not a number');
  });

  it('fails a run that was started with another input', async () => {
    const definition = workflow('numbers', '1.0', { input: numberFrom('text') }, async (start) => start);
    const p = await play(definition, 'one');

    expect(p.outcome?.closeStatus === 'FAILED' && p.outcome.error).toSatisfy(InvalidPayloadError.is);
    expect(p.outcome).toMatchObject({ error: { message: 'input does not match its schema: not a number' } });
  });

  it('keeps signals that do not match it from handlers, and rejects those who wait for one', async () => {
    const definition = workflow('adding', '1.0', {}, async () => {
      const error = await add.next().catch((thrown: unknown) => InvalidPayloadError.is(thrown));
      let sum = 0;
      add.on((value) => {
        sum += value;
      });
      await sleep(60);
      return [error, sum];
    });
    const p = await play(definition, undefined);
    for (const value of ['x', '1', 'y', '2']) await p.signal(add, value);
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: [true, 3] });
  });

  it('leaves a question open whose answer does not match it', async () => {
    const definition = workflow('asking', '1.0', {}, () => approval.ask());
    const p = await play(definition, undefined);
    await p.signal(signal<object>('approval'), { id: p.open[0]?.id ?? '', answer: 'x' });
    await p.answer(approval, '4');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 4 });
  });

  it('checks the answers of its own questions alone, whatever else has the name of the step', async () => {
    const comment = human<string>('approval');
    const definition = workflow('asking', '1.0', {}, async () => [await approval.ask(), await comment.ask()]);
    const p = await play(definition, undefined);
    await p.answer(approval, '4');
    await p.answer(comment, 'fine');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: [4, 'fine'] });
  });
});

describe('A codec of the program', () => {
  const reversed = {
    encode: (value: unknown) => `R${[...JSON.stringify(value)].reverse().join('')}`,
    decode: (text: string) => {
      if (!text.startsWith('R')) throw new Error('not reversed');
      return JSON.parse([...text.slice(1)].reverse().join(''));
    },
  };

  it('writes inputs, results, signals, failures, markers and the published state', async () => {
    const echo = activity<string, string>('echo', '1.0', options);
    const go = signal<string>('go');
    const child = workflow('child', '1.0', {}, async (input: string) => {
      throw new Error(`child ${input}`);
    });
    const definition = workflow('coded', '1.0', {}, async (input: string) => {
      publish(() => ({ shown: input }));
      const error: unknown = await child.child('failed').catch((thrown: unknown) => thrown);
      return [await echo(input), await go.next(), sideEffect('value', () => 'kept'), String((error as Error).cause)];
    });
    await using env = await testFlow({
      workflows: [definition, child],
      activities: [mock(echo, (text) => text)],
      codec: reversed,
    });
    const run = await env.start(definition, 'text');
    await until(async () => ((await run.state()) as { shown?: string } | undefined)?.shown === 'text');
    await run.signal(go, 'signaled');

    expect(await run.result()).toEqual(['text', 'signaled', 'kept', 'Error: child failed']);
    const payloads = (await env.history(run)).events.flatMap(({ attributes }) => {
      const { input, result, details } = attributes as Readonly<Record<string, string | undefined>>;
      return [input, result, details].filter((payload) => payload !== undefined);
    });
    expect(payloads.length).toBeGreaterThan(6);
    expect(payloads.filter((payload) => !payload.startsWith('R'))).toEqual([]);
  });
});

describe('onAnySignal', () => {
  it('sees every signal in order, whoever else reads it', async () => {
    const one = signal<number>('one');
    const two = signal<number>('two');
    const definition = workflow('listening', '1.0', {}, async () => {
      const heard: unknown[] = [];
      onAnySignal((name, payload, { eventId, sender }) => heard.push([name, payload, eventId, sender ?? null]));
      return [await two.next(), heard, await one.next()];
    });
    const p = await play(definition, undefined);
    await p.signal(one, 1);
    await p.signal(two, 2);

    expect(p.outcome).toMatchObject({
      result: [
        2,
        [
          ['one', 1, 5, null],
          ['two', 2, 9, null],
        ],
        1,
      ],
    });
  });
});

describe('typeOf', () => {
  it('names the type of a definition, and modelOf is its model', () => {
    const definition = workflow('order', '2.0');

    expect(typeOf(double)).toEqual({ name: 'double', version: '1.0' });
    expect(typeOf(definition)).toEqual({ name: 'order', version: '2.0' });
    expect(modelOf(double, { name: 'shop' })).toBeInstanceOf(ActivityType);
    expect(modelOf(definition, { name: 'shop' })).toBeInstanceOf(WorkflowType);
    expect(() => typeOf(add as never)).toThrow('definition must be an activity or workflow definition');
  });
});
