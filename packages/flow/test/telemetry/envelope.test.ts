import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { activity, continueAsNew, info, type PayloadCodec, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { mock, play, testFlow } from '@swf/flow/testing';
import { HistoryQuerySet } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { createLocalService } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import { LIMITS } from '@swf/settings/wire';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

const spans = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
afterEach(() => spans.reset());
afterAll(() => {
  for (const api of [context, propagation, trace]) api.disable();
});

const echo = workflow('echo', '1.0', { taskList: 'flows' }, async (input: unknown) => input);
/** What a codec would write, given as it is. */
const asIs: PayloadCodec = { encode: String, decode: (text) => text };

/** A domain in which executions of the workflow can be started. */
async function started() {
  const service = createLocalService();
  const client = service.client();
  const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
  await new WorkflowType(domain, 'echo', '1.0').save({ client });
  return {
    start: (input: unknown, codec?: PayloadCodec, propagateTrace = true, workflowId = 'echo-1') =>
      trace
        .getTracer('test')
        .startActiveSpan('request', (span) =>
          echo.start(domain, { workflowId, input, client, codec, propagateTrace }).finally(() => span.end()),
        ),
    async inputOf(workflowId: string): Promise<string | undefined> {
      const { first } = await new HistoryQuerySet(domain).get({ workflowId }, { client });
      return first?.is('WorkflowExecutionStarted') ? first.attributes.input : undefined;
    },
    [Symbol.asyncDispose]: () => service.close(),
  };
}

describe('An input with a trace context', () => {
  const $flow = { traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) };

  it.each<[unknown, PayloadCodec | undefined, object]>([
    [3, undefined, { $flow, input: 3 }],
    [{ total: [1, null] }, undefined, { $flow, input: { total: [1, null] } }],
    [null, undefined, { $flow, input: null }],
    ['text', undefined, { $flow, input: '"text"' }],
    [undefined, undefined, { $flow }],
    ['text', asIs, { $flow, input: 'text' }],
    ['{ "total": 1 }', asIs, { $flow, input: '{ "total": 1 }' }],
    ['{"total":1}', asIs, { $flow, input: { total: 1 } }],
    ['1.0', asIs, { $flow, input: '1.0' }],
  ])('shows the payload as JSON if that is the same text, and is read as it was: %j', async (input, codec, sent) => {
    await using service = await started();
    await service.start(input, codec);
    const text = (await service.inputOf('echo-1')) ?? '';
    const history = new HistoryBuilder({ input: text }).decisionTaskStarted().build();
    const reading = workflow('echo', '1.0', { codec }, async (given: unknown) => given);

    expect(text.startsWith('{"$flow":')).toBe(true);
    expect(JSON.parse(text)).toEqual(sent);
    expect((await replayFlow(reading, history)).outcome).toEqual({ closeStatus: 'COMPLETED', result: input });
  });

  it('has as many characters as SWF takes, or goes without it', async () => {
    await using service = await started();
    const around = JSON.stringify({ $flow: { traceparent: 'x'.repeat(55) }, input: '' }).length;
    const longest = 'x'.repeat(LIMITS.data - around);
    await service.start(longest, asIs, true, 'longest');
    await service.start(`${longest}x`, asIs, true, 'too-long');

    expect(await service.inputOf('longest')).toHaveLength(LIMITS.data);
    expect(await service.inputOf('too-long')).toBe(`${longest}x`);
  });

  it.each([
    ['{"$flow":{},"input":3}', 3],
    ['{"$flow":{"traceparent":"00-1"}}', undefined],
    ['{"$flow":null,"input":3}', { $flow: null, input: 3 }],
    ['{"$flow":1,"input":3}', { $flow: 1, input: 3 }],
    ['{"$flows":{},"input":3}', { $flows: {}, input: 3 }],
    ['{"input":3,"$flow":{}}', { input: 3, $flow: {} }],
    ['{"$flow":["a"]}', { $flow: ['a'] }],
    ['{"$flow":{"traceparent":1},"input":3}', { $flow: { traceparent: 1 }, input: 3 }],
    ['{"$flow":{"traceparent":"00-1"},"input":3,"order":7}', { $flow: { traceparent: '00-1' }, input: 3, order: 7 }],
    ['{"$flow":{', '{"$flow":{'],
  ])('is told from any other: %s', async (input, read) => {
    const history = new HistoryBuilder({ input }).decisionTaskStarted().build();
    expect((await replayFlow(echo, history)).outcome).toEqual({ closeStatus: 'COMPLETED', result: read });
  });
});

describe('An input that has a member $flow', () => {
  const payloads = [
    { $flow: { tenant: 'x' }, order: 7 },
    { $flow: { tenant: 'x' }, input: 3 },
    { $flow: { tenant: 'x' } },
    { $flow: {}, input: { $flow: {} } },
    { $flow: 'x' },
  ];

  it.each(payloads)('is read as it was, with and without a trace context: %j', async (input) => {
    await using service = await started();
    for (const propagateTrace of [true, false]) {
      const workflowId = `echo-${propagateTrace}`;
      await service.start(input, undefined, propagateTrace, workflowId);
      const history = new HistoryBuilder({ input: await service.inputOf(workflowId) }).decisionTaskStarted().build();
      expect((await replayFlow(echo, history)).outcome).toMatchObject({ result: input });
    }
  });

  it.each(payloads)('reaches activities, children and next runs as it was: %j', async (input) => {
    const work = activity<unknown, unknown>('work', '1.0', { startToCloseTimeout: 30 });
    const child = workflow('child', '1.0', {}, async (given: unknown) => given);
    const parent = workflow('parent', '1.0', { taskList: 'flows' }, async (given: unknown): Promise<unknown> => {
      if (info().tagList.includes('next')) return [await work(given), await child.child(given)];
      return continueAsNew(given, { tagList: ['next'] });
    });
    const env = await testFlow({ workflows: [parent, child], activities: [mock(work, async (given) => given)] });
    expect(await env.run(parent, input)).toEqual([input, input]);
    await env.close();
  });

  it('is refused if it looks like a trace context and has no room for one', async () => {
    await using service = await started();
    const text = JSON.stringify({ $flow: { tenant: 'x'.repeat(LIMITS.data - 25) } });
    const message = /^input must have at most \d+ characters if its first member is "\$flow", got \d+$/;
    await expect(service.start(text, asIs, false)).rejects.toThrow(message);
  });

  it.each<[string, (input: unknown) => unknown]>([
    ['an activity', activity<unknown, unknown>('work', '1.0', { startToCloseTimeout: 30 })],
    ['a child', (input) => echo.child(input)],
    ['a next run', (input) => continueAsNew(input)],
    ['a next run whose input is computed', (input) => continueAsNew(() => input)],
  ])('is refused where it is given to %s, if it has no room for a trace context', async (_, give) => {
    const input = { $flow: { tenant: 'x'.repeat(LIMITS.data - 25) } };
    const p = await play(workflow('giving', '1.0', {}, async () => give(input)));
    const message = expect.stringMatching(/^input must have at most \d+ characters if its first member is "\$flow"/);

    expect(p.outcome).toMatchObject({ closeStatus: 'FAILED', error: { code: 'INVALID_ARGUMENT', message } });
  });
});

describe('An input that looks like a trace context', () => {
  const work = activity<unknown, unknown>('work', '1.0', { startToCloseTimeout: 30 });
  // What goes around it.
  const most = LIMITS.data - '{"$flow":{},"input":}'.length;
  const inputOf = (length: number) => ({ $flow: { tenant: 'x'.repeat(length - '{"$flow":{"tenant":""}}'.length) } });
  const given = (length: number) => play(workflow('giving', '1.0', {}, async () => work(inputOf(length))));

  it('has one around it, as long as SWF takes both', async () => {
    const { decisions } = await given(most);

    const input = JSON.stringify({ $flow: {}, input: inputOf(most) });
    expect(input).toHaveLength(LIMITS.data);
    expect(decisions).toMatchObject([{ attributes: { input } }]);
  });

  it('is refused if it is a character longer', async () => {
    const { outcome } = await given(most + 1);

    const message = `input must have at most ${most} characters if its first member is "$flow", got ${most + 1}`;
    expect(outcome).toMatchObject({ error: { message } });
  });
});

describe('The span of a start', () => {
  it('is that of a client, and says what was started', async () => {
    await using service = await started();
    const run = await service.start(3, undefined, false);
    const [span] = spans.getFinishedSpans();

    expect(await service.inputOf('echo-1')).toBe('3');
    expect(span).toMatchObject({
      name: 'StartWorkflowExecution echo',
      kind: SpanKind.CLIENT,
      instrumentationScope: { name: '@swf/flow' },
      status: { code: SpanStatusCode.UNSET },
      attributes: { workflowType: 'echo@1.0', workflowId: 'echo-1', runId: run.execution.runId },
    });
    expect(span?.events).toEqual([]);
  });

  it('has the error of a start that is refused', async () => {
    await using service = await started();
    await service.start(3);
    spans.reset();
    const error: unknown = await service.start(4).catch((thrown: unknown) => thrown);
    const [span] = spans.getFinishedSpans();

    expect(error).toMatchObject({ code: 'WORKFLOW_EXECUTION_ALREADY_STARTED' });
    expect(span).toMatchObject({
      name: 'StartWorkflowExecution echo',
      status: { code: SpanStatusCode.ERROR, message: (error as Error).message },
      attributes: { workflowType: 'echo@1.0', workflowId: 'echo-1' },
      events: [{ name: 'exception', attributes: { 'exception.message': (error as Error).message } }],
    });
    expect(span?.attributes).not.toHaveProperty('runId');
  });
});
