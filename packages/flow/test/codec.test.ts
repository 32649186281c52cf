import {
  activity,
  implement,
  lambda,
  onAnySignal,
  type PayloadCodec,
  RunFailedError,
  sideEffect,
  signal,
  workflow,
} from '@swf/flow';
import { ActivityError, ChildWorkflowExecutionError } from '@swf/flow/errors';
import { play, testFlow } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { flowService, linesOf } from './support/flow-service.js';

const go = signal<string>('go');

/** Writes JSON with a mark: a text without it was not written by this codec. */
const markedBy = (mark: string) => ({
  encode: (value: unknown) => mark + JSON.stringify(value),
  decode: (text: string) => {
    if (!text.startsWith(mark)) throw new Error(`no mark in ${text}`);
    return JSON.parse(text.slice(mark.length));
  },
});
const marked = markedBy('~');

describe('A codec of the program', () => {
  it('writes what workers throw, and the details of heartbeats', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const failing = activity('failing', '1.0', { startToCloseTimeout: 30, taskList: 'work' });
    const definition = workflow('failing', '1.0', { taskList: 'flows' }, async () => {
      const error: unknown = await failing().catch((thrown: unknown) => thrown);
      return ActivityError.is(error) && String(error.cause);
    });
    const failed = implement(failing, async (_input, { heartbeat }) => {
      heartbeat({ done: 1 });
      throw new RangeError('card 4111 is expired');
    });
    await service.run({ workflows: [definition], codec: marked }, [failed], undefined, { codec: marked });
    const run = await definition.start(domain, { workflowId: 'failing', client, codec: marked });

    expect(await service.result(run)).toBe('RangeError: card 4111 is expired');
    const details = (await service.history(run.execution)).events.flatMap(({ attributes }) =>
      'details' in attributes ? [attributes.details] : [],
    );
    expect(details).toEqual([expect.stringMatching(/^~\{"name":"RangeError"/)]);
  });

  it('writes what side effects throw', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('failing', '1.0', { taskList: 'flows' }, async () => {
      try {
        return sideEffect('card', (): string => {
          throw new RangeError('card 4111 is expired');
        });
      } catch (error) {
        return String(error);
      }
    });
    await service.run({ workflows: [definition], codec: marked });
    const run = await definition.start(domain, { workflowId: 'failing', client, codec: marked });

    expect(await service.result(run)).toBe('RangeError: card 4111 is expired');
    const markers = (await service.history(run.execution)).filter({ name: 'MarkerRecorded' });
    expect(markers.map(({ attributes }) => attributes.details)).toEqual([
      expect.stringMatching(/^~\{"name":"RangeError"/),
    ]);
  });

  it('writes the inputs and reads the results of Lambda functions', async () => {
    const shout = lambda<string, string>('shout');
    const definition = workflow('shouting', '1.0', { lambdaRole: 'arn:aws:iam::1:role/r' }, () => shout('text'));
    await using env = await testFlow({
      workflows: [definition],
      lambdaFunctions: { shout: (input: unknown) => marked.encode(String(marked.decode(String(input))).toUpperCase()) },
      codec: marked,
    });

    expect(await env.run(definition, undefined)).toBe('TEXT');
  });

  it('rejects only what it cannot read', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const lines = linesOf();
    const definition = workflow('reading', '1.0', { taskList: 'flows' }, async () => {
      const heard: unknown[] = [];
      onAnySignal((_name, payload) => void heard.push(payload));
      go.on((value) => void heard.push(value));
      const failed = await signal('other')
        .next()
        .catch((error: unknown) => String(error));
      return [failed, heard];
    });
    const errors = await service.run({ workflows: [definition], codec: marked, logger: lines.logger });
    const run = await definition.start(domain, { workflowId: 'reading', client, codec: marked });
    await run.execution.signal('go', '"by hand"', { client });
    await run.signal(go, 'written');
    await run.execution.signal('other', 'by hand', { client });

    expect(await service.result(run)).toEqual([
      'Error: no mark in by hand',
      ['by hand', 'written', 'written', 'by hand'],
    ]);
    expect(lines.warnings).toMatchObject([[{ signalName: 'go' }, expect.stringContaining('dropped a signal')]]);
    expect(errors).toEqual([]);
  });

  it('shortens the description of a failure that it makes too long', async () => {
    const doubling = {
      encode: (value: unknown) => Buffer.from(JSON.stringify(value)).toString('hex'),
      decode: (text: string) => JSON.parse(Buffer.from(text, 'hex').toString()),
    };
    const definition = workflow('long', '1.0', {}, async () => {
      throw new AggregateError(
        Array.from({ length: 40 }, (_, index) => new Error(`${index} ${'x'.repeat(2000)}`)),
        'all',
      );
    });
    await using env = await testFlow({ workflows: [definition], codec: doubling });

    const error: unknown = await env.run(definition, undefined).catch((thrown: unknown) => thrown);
    expect(RunFailedError.is(error) && String(error.cause)).toBe('AggregateError: all');
  });
});

describe('A codec of one definition', () => {
  const late = () => Promise.reject(new Error('late'));

  it.each<[string, PayloadCodec, string | undefined, code: string]>([
    ['encode', { ...marked, encode: late as never }, undefined, 'INVALID_RESULT'],
    ['decode', { ...marked, decode: late }, 'text', 'INVALID_ARGUMENT'],
  ])('is refused if its %s is asynchronous', async (_, codec, input, code) => {
    const reading = workflow<string | undefined, string>('reading', '1.0', { codec }, async (text) => `read ${text}`);
    const p = await play(reading, input);

    expect(p.outcome).toMatchObject({
      closeStatus: 'FAILED',
      error: { code, message: expect.stringContaining('a codec must return values, got a promise') },
    });
  });

  it.each([
    ['JSON', undefined],
    ['another codec', markedBy('=')],
  ])('writes what its workflow throws, in a program with %s', async (_, codec) => {
    const child = workflow('child', '1.0', { codec: marked }, async () => {
      throw Object.assign(new Error('no stock'), { name: 'OutOfStock', code: 'NO_STOCK' });
    });
    const parent = workflow('parent', '1.0', {}, async () => {
      const error: unknown = await child.child().catch((thrown: unknown) => thrown);
      return ChildWorkflowExecutionError.is(error) && Object.assign({}, error.cause);
    });
    await using env = await testFlow({ workflows: [parent, child], codec });
    const run = await env.start(child, undefined);
    const failed: unknown = await run.result().catch((error: unknown) => error);

    const thrown = { name: 'OutOfStock', code: 'NO_STOCK' };
    expect(RunFailedError.is(failed) && failed.cause).toMatchObject({ ...thrown, message: 'no stock' });
    expect((await env.history(run)).last?.attributes).toMatchObject({ details: expect.stringMatching(/^~/) });
    expect(await env.run(parent, undefined)).toMatchObject(thrown);
  });

  it('reads the results of Lambda functions in played runs as in others', async () => {
    const shout = lambda<string, string>('shout', { codec: marked });
    const p = await play(workflow('shouting', '1.0', {}, () => shout('text')));
    await p.complete(shout, 'TEXT');

    expect(p.outcome).toMatchObject({ result: 'TEXT' });
    const [completed] = p.history.filter({ name: 'LambdaFunctionCompleted' });
    expect(JSON.parse(completed?.attributes.result ?? '')).toBe('~"TEXT"');
  });
});
