import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { activity, continueAsNew, implement, sleep, workflow } from '@swf/flow';
import type { EventName } from '@swf/history';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { flowService, RESIDENCE } from '../support/flow-service.js';
import { until } from '../support/until.js';

const spans = new InMemorySpanExporter();
const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

beforeEach(() => spans.reset());
afterAll(async () => {
  await reader.shutdown();
  for (const api of [context, propagation, trace, metrics]) api.disable();
});

const options = { taskList: 'flows' };
const double = activity<number, number>('double', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
const doubling = implement(double, async (value) => {
  trace.getTracer('test').startSpan('query').end();
  return 2 * value;
});
const child = workflow('child', '1.0', options, async (value: number) => double(value));
const parent = workflow('parent', '1.0', options, async (value: number) => {
  await sleep(60);
  const first = await child.child(value);
  if (first < 10) continueAsNew(first);
  return first;
});
const traceparent = /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/;

/** The spans of a trace from its root, indented by their depth, in the order in which they started. */
function treeOf(all: readonly ReadableSpan[], parentSpanId?: string, indent = ''): string[] {
  return all
    .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parentSpanId)
    .sort((a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1])
    .flatMap((span) => [indent + span.name, ...treeOf(all, span.spanContext().spanId, `${indent}  `)]);
}

/** Forgets what was measured so far. */
async function forget(): Promise<void> {
  await reader.forceFlush();
  exporter.reset();
}

/** The values of a metric since the last look, by one of its attributes. */
async function measured(name: string, attribute: string): Promise<Readonly<Record<string, number>>> {
  await reader.forceFlush();
  const points = exporter.getMetrics().flatMap(({ scopeMetrics }) =>
    scopeMetrics
      .flatMap(({ metrics: each }) => each)
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => [attributes[attribute], value] as const)),
  );
  const sums: Record<string, number> = {};
  for (const [key, value] of points) sums[String(key)] = (sums[String(key)] ?? 0) + Number(value);
  return sums;
}

describe.each(Object.entries(RESIDENCE))('With runs %s, propagateTrace', (_, residents) => {
  it('makes one trace from a start to the activity of a child, and each span once', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const errors = await service.run({ workflows: [parent, child], residents, propagateTrace: true }, [doubling]);
    const run = await trace
      .getTracer('test')
      .startActiveSpan('request', (span) =>
        parent
          .start(domain, { workflowId: 'parent', input: 3, client, propagateTrace: true })
          .finally(() => span.end()),
      );
    expect(await service.result(run)).toBe(12);

    const all = spans.getFinishedSpans();
    expect(new Set(all.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(treeOf(all)).toEqual([
      'request',
      '  StartWorkflowExecution parent',
      '    DecisionTask parent',
      '    DecisionTask parent',
      '      DecisionTask child',
      '        ActivityTask double',
      '          query',
      '      DecisionTask child',
      '    DecisionTask parent',
      '    DecisionTask parent',
      '      DecisionTask parent',
      '      DecisionTask parent',
      '        DecisionTask child',
      '          ActivityTask double',
      '            query',
      '        DecisionTask child',
      '      DecisionTask parent',
      '      DecisionTask parent',
    ]);
    expect(all.find(({ name }) => name === 'StartWorkflowExecution parent')?.attributes).toEqual({
      workflowType: 'parent@1.0',
      workflowId: 'parent',
      runId: run.execution.runId,
    });
    expect(all.find(({ name }) => name === 'ActivityTask double')?.attributes).toMatchObject({
      activityId: 'double-1',
      workflowId: expect.stringMatching(/^parent:child-1:/),
    });
    expect(errors).toEqual([]);
    const history = await service.history(run.execution);
    const { input } = history.first?.is('WorkflowExecutionStarted') ? history.first.attributes : {};
    expect(JSON.parse(input ?? '')).toEqual({ $flow: { traceparent: expect.stringMatching(traceparent) }, input: 3 });
    expect((await service.replay(parent, run.execution)).warnings).toEqual([]);
    expect(spans.getFinishedSpans()).toHaveLength(all.length);
  });
});

describe('Without propagateTrace', () => {
  it('no payload carries a trace context', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    await service.run({ workflows: [parent, child] }, [doubling]);
    const run = await parent.start(domain, { workflowId: 'parent', input: 5, client });
    expect(await service.result(run)).toBe(10);

    expect(JSON.stringify((await service.history(run.execution)).events)).not.toContain('$flow');
    expect(new Set(spans.getFinishedSpans().map((span) => span.spanContext().traceId)).size).toBeGreaterThan(1);
  });
});

describe('An input that a trace context would make too long', () => {
  it('goes without it', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const measuring = workflow('measuring', '1.0', options, async (text: string) => text.length);
    await service.run({ workflows: [measuring] });
    const input = 'x'.repeat(32_700);
    const run = await measuring.start(domain, { workflowId: 'long', input, client, propagateTrace: true });

    expect(await service.result(run)).toBe(32_700);
  });
});

describe('A codec of the program', () => {
  it('writes the payload within the trace context', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const codec = {
      encode: (value: unknown) => `~${JSON.stringify(value)}`,
      decode: (text: string) => JSON.parse(text.slice(1)) as unknown,
    };
    await service.run({ workflows: [child], codec, propagateTrace: true }, [doubling], undefined, { codec });
    const run = await trace
      .getTracer('test')
      .startActiveSpan('request', (span) =>
        child
          .start(domain, { workflowId: 'coded', input: 4, client, codec, propagateTrace: true })
          .finally(() => span.end()),
      );

    expect(await service.result(run)).toBe(8);
    const inputs = (await service.history(run.execution)).events.flatMap(({ attributes }) =>
      'input' in attributes ? [JSON.parse(String(attributes.input))] : [],
    );
    expect(inputs).toEqual([
      { $flow: { traceparent: expect.stringMatching(traceparent) }, input: '~4' },
      { $flow: { traceparent: expect.stringMatching(traceparent) }, input: '~4' },
    ]);
  });
});

describe('The metrics of a decider', () => {
  it('count turns by residence, replays and their events', async () => {
    await forget();
    const sleeping = workflow('sleeping', '1.0', options, async () => {
      await sleep(1);
      await sleep(1);
    });
    for (const residents of Object.values(RESIDENCE)) {
      await using service = await flowService();
      const { client, domain } = service;
      await service.run({ workflows: [sleeping], residents });
      await (await sleeping.start(domain, { workflowId: 'sleeping', client })).result();
    }

    // Three turns each: the first of a run is never resident, and replays nothing.
    expect(await measured('swf.flow.turns', 'resident')).toEqual({ false: 4, true: 2 });
    expect(await measured('swf.flow.replays', 'workflowType')).toEqual({ 'sleeping@1.0': 2 });
    expect(await measured('swf.flow.replayed_events', 'workflowType')).toEqual({ 'sleeping@1.0': 3 + 8 });
    expect(await measured('swf.flow.held_commands', 'workflowType')).toEqual({});
    expect(await measured('swf.flow.turns', 'swf.domain')).toEqual({ flows: 6 });
    expect(await measured('swf.flow.turns', 'swf.task_list')).toEqual({ flows: 6 });
  });

  it('count held commands', async () => {
    await forget();
    await using service = await flowService();
    const { client, domain } = service;
    const length = activity<string, number>('length', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
    const wide = workflow('wide', '1.0', options, async () => {
      await Promise.all(Array.from({ length: 40 }, () => length('x'.repeat(30_000))));
    });
    await service.run({ workflows: [wide] }, [implement(length, (text) => text.length)]);
    const run = await wide.start(domain, { workflowId: 'wide', client });
    await service.result(run);
    const [marker] = (await service.history(run.execution)).filter({ name: 'MarkerRecorded' });
    const { activity: held } = JSON.parse(marker?.attributes.details ?? '{}');

    expect(await measured('swf.flow.held_commands', 'workflowType')).toEqual({ 'wide@1.0': held });
  });

  it('count deferrals and disagreements', async () => {
    await forget();
    await using service = await flowService({ autoSkip: false });
    const { client, clock, domain } = service;
    let timer = 'first';
    const changed = workflow('changed', '1.0', { ...options, taskStartToCloseTimeout: 'NONE' }, async () => {
      await sleep(1, { id: timer });
    });
    const errors = await service.run({ workflows: [changed], residents: false });
    const run = await changed.start(domain, { workflowId: 'changed', client });
    const count = async (name: EventName) => (await service.history(run.execution)).filter({ name }).length;
    await until(async () => (await count('TimerStarted')) > 0);
    timer = 'second';
    await clock.advance({ seconds: 1 });
    await until(async () => (await count('MarkerRecorded')) > 0);

    expect(errors).toHaveLength(1);
    expect(await measured('swf.flow.deferrals', 'workflowType')).toEqual({ 'changed@1.0': 1 });
    expect(await measured('swf.flow.non_determinism_errors', 'workflowType')).toEqual({ 'changed@1.0': 1 });
  });
});
