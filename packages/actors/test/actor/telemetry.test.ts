import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { running } from '../support/running-worker.js';
import { deferred, next, openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

const spans = new InMemorySpanExporter();
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
trace.setGlobalTracerProvider(provider);
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

afterAll(async () => {
  await reader.shutdown();
  for (const api of [context, trace, metrics]) api.disable();
});

/** The points of a metric, with their attributes. */
async function measured(name: string): Promise<readonly object[]> {
  await reader.forceFlush();
  const metrics =
    exporter
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
  return metrics
    .filter(({ descriptor }) => descriptor.name === name)
    .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ ...attributes, value })));
}

/** What a metric says of itself. */
async function described(name: string): Promise<string | undefined> {
  await reader.forceFlush();
  const scopes = exporter.getMetrics().at(-1)?.scopeMetrics ?? [];
  const metric = scopes.flatMap(({ metrics }) => metrics).find(({ descriptor }) => descriptor.name === name);
  return metric && [metric.descriptor.description, metric.descriptor.unit].join(' ').trim();
}

describe('Telemetry', () => {
  it("sends spans and metrics to the program's OpenTelemetry", async () => {
    await using swf = await openService();
    const { client, service } = swf;
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    const worker = new ActivityWorker(domain, 'activities', {
      client,
      activities: {
        activity: () => {
          trace.getTracer('test').startSpan('inner').end();
          throw new RangeError('no card');
        },
      },
    });
    const errors: unknown[] = [];
    decider.on('error', (error) => errors.push(error));
    service.faults.set([
      { operations: ['RespondDecisionTaskCompleted'], fault: 'AccessDeniedException', count: 1 },
      { operations: ['RespondActivityTaskFailed'], status: 503, count: 1 },
    ]);
    const running = await Actor.run(decider, worker);
    await closed(client, await startExecution(client));
    await running.stop({ polls: 'abort' });

    const finished = spans.getFinishedSpans();
    const activity = finished.find(({ name }) => name === 'ActivityTask activity');
    expect(activity).toMatchObject({
      instrumentationScope: { name: '@swf/actors' },
      status: { code: 2, message: 'no card' },
      attributes: { workflowId: 'w' },
      events: [{ name: 'exception', attributes: { 'exception.type': 'RangeError', 'exception.message': 'no card' } }],
    });
    expect(JSON.stringify(activity?.attributes)).not.toContain('"n":1');
    const inner = finished.find(({ name }) => name === 'inner');
    expect(inner?.parentSpanContext?.spanId).toBe(activity?.spanContext().spanId);
    expect(finished.filter(({ name }) => name === 'DecisionTask workflow')).toHaveLength(2);

    const decisions = { 'swf.domain': 'test', 'swf.task_list': 'decisions' };
    const activities = { 'swf.domain': 'test', 'swf.task_list': 'activities' };
    expect(await measured('swf.task.duration')).toEqual([
      { ...decisions, outcome: 'completed', value: expect.objectContaining({ count: 2 }) },
      { ...activities, outcome: 'failed', value: expect.objectContaining({ count: 1 }) },
    ]);
    expect(await described('swf.tasks.running')).toBe('Tasks in progress');
    expect(await described('swf.task.duration')).toBe('From the receipt of a task to its answer s');
    expect(await described('swf.polls')).toBe('Long polls that have ended');
    expect(await described('swf.retries')).toBe('Requests sent again after a failure');
    expect(await described('swf.errors')).toBe('Non-transient errors');
    expect(await measured('swf.tasks.running')).toEqual([
      { ...decisions, value: 0 },
      { ...activities, value: 0 },
    ]);
    expect(await measured('swf.polls')).toEqual(
      expect.arrayContaining([
        { ...decisions, empty: false, value: 2 },
        { ...activities, empty: false, value: 1 },
      ]),
    );
    expect(await measured('swf.retries')).toEqual([
      { ...activities, operation: 'RespondActivityTaskFailed', value: 1 },
    ]);
    expect(await measured('swf.errors')).toEqual([{ ...decisions, value: errors.length }]);
    expect(errors).toHaveLength(1);
  });

  it('sends spans to a provider that is set after the start', async () => {
    spans.reset();
    trace.disable();
    await using swf = await running(() => 'done');
    await closed(swf.client, await swf.start());
    expect(spans.getFinishedSpans()).toEqual([]);
    trace.setGlobalTracerProvider(provider);
    await closed(swf.client, await startExecution(swf.client, 'second'));
    await vi.waitFor(() => expect(spans.getFinishedSpans()).toHaveLength(3), { timeout: 90_000 });
  });

  it('counts a task that ends without an answer, with the reason', async () => {
    await using swf = await openService();
    const { client } = swf;
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    const worker = new ActivityWorker(domain, 'activities', {
      client,
      activities: { activity: async () => void (await execution.terminate({ client })) },
    });
    const execution = await startExecution(client);
    const lost = new Promise((resolve) => worker.once('lost', resolve));
    const actors = await Actor.run(decider, worker);
    await lost;
    await actors.stop({ polls: 'abort' });

    expect(await measured('swf.tasks.lost')).toEqual([
      { 'swf.domain': 'test', 'swf.task_list': 'activities', reason: 'TASK_UNKNOWN', value: 1 },
    ]);
    expect(await described('swf.tasks.lost')).toBe('Tasks that ended without an answer');
  });

  it('counts work that goes on after the end of its task, with the reason', async () => {
    const end = deferred();
    await using swf = await running({ perform: () => end.promise, startToCloseTimeout: 1 });
    const stuck = next(swf.worker, 'stuck');
    await swf.start();
    await stuck;

    expect(await measured('swf.tasks.stuck')).toEqual([
      { 'swf.domain': 'test', 'swf.task_list': 'activities', reason: 'TIMED_OUT', value: 1 },
    ]);
    expect(await described('swf.tasks.stuck')).toBe('Tasks whose work goes on after their end');
    end.resolve();
  });
});
