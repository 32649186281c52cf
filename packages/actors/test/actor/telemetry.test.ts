import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, describe, expect, it } from 'vitest';
import { ActivityWorker, Actor, Decider } from '../../src/index.js';
import { closed } from '../support/closed.js';
import { openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

const spans = new InMemorySpanExporter();
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

afterAll(async () => {
  await reader.shutdown();
  for (const api of [context, trace, metrics]) api.disable();
});

describe('Telemetry', () => {
  it("sends spans and metrics to the program's OpenTelemetry", async () => {
    await using swf = await openService();
    const { client } = swf;
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
    const running = await Actor.run(decider, worker);
    await closed(client, await startExecution(client));
    await running.stop({ polls: 'abort' });
    await reader.forceFlush();

    const finished = spans.getFinishedSpans();
    const activity = finished.find(({ name }) => name === 'ActivityTask activity');
    expect(activity).toMatchObject({ status: { code: 2, message: 'no card' }, attributes: { workflowId: 'w' } });
    expect(JSON.stringify(activity?.attributes)).not.toContain('"n":1');
    const inner = finished.find(({ name }) => name === 'inner');
    expect(inner?.parentSpanContext?.spanId).toBe(activity?.spanContext().spanId);
    expect(finished.filter(({ name }) => name === 'DecisionTask workflow')).toHaveLength(2);

    const measured = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
    const values = (
      name: string,
    ): readonly { readonly attributes: { readonly outcome?: unknown }; readonly value: unknown }[] =>
      measured.filter(({ descriptor }) => descriptor.name === name).flatMap(({ dataPoints }) => [...dataPoints]);
    expect(values('swf.task.duration').map(({ attributes }) => attributes.outcome)).toEqual(['completed', 'failed']);
    expect(values('swf.tasks.running').map(({ value }) => value)).toEqual([0, 0]);
  });
});
