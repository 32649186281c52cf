import { asError, messageOf } from '@swf/settings/errors';
import type { ActorEvents } from './events.js';

/** What telemetry needs of an actor. */
export interface Observed {
  on<Name extends keyof ActorEvents>(name: Name, listener: (...args: ActorEvents[Name]) => void): unknown;
}

/** OpenTelemetry's attributes. Its own type would reach programs that have not installed it. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Spans and metrics of one actor, in the program's OpenTelemetry. */
export interface Telemetry {
  /**
   * Runs the work within a span of that name, a child of the context; `details` is called only if
   * the span is recorded.
   */
  span<Result>(
    name: string,
    details: () => Attributes,
    parent: TraceContext | undefined,
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** Counts an error. A listener of `error` would keep the actor from logging what nobody hears. */
  countError(): void;
}

/** A trace context as OpenTelemetry's propagators write it: `traceparent` and the like. */
export type TraceContext = Readonly<Record<string, string>>;

type Api = typeof import('@opentelemetry/api');
type Proxy = InstanceType<Api['ProxyTracerProvider']>;

const SCOPE = '@swf/actors';

/**
 * Returns telemetry through `@opentelemetry/api`; undefined if the program does not have it.
 *
 * `docs/operating.md` lists the metrics.
 */
export async function telemetryOf(actor: Observed, attributes: Attributes): Promise<Telemetry | undefined> {
  const api = await load();
  if (!api) return undefined;
  const meter = api.metrics.getMeter(SCOPE);
  const running = meter.createUpDownCounter('swf.tasks.running', { description: 'Tasks in progress' });
  const duration = meter.createHistogram('swf.task.duration', {
    unit: 's',
    description: 'From the receipt of a task to its answer',
  });
  const lost = meter.createCounter('swf.tasks.lost', { description: 'Tasks that ended without an answer' });
  const stuck = meter.createCounter('swf.tasks.stuck', { description: 'Tasks whose work goes on after their end' });
  const polls = meter.createCounter('swf.polls', { description: 'Long polls that have ended' });
  const retries = meter.createCounter('swf.retries', { description: 'Requests sent again after a failure' });
  const errors = meter.createCounter('swf.errors', { description: 'Non-transient errors' });
  for (const outcome of ['completed', 'failed', 'canceled', 'deferred'] as const) {
    actor.on(outcome, ({ seconds }) => duration.record(seconds, { ...attributes, outcome }));
  }
  actor.on('task', () => running.add(1, attributes));
  actor.on('done', () => running.add(-1, attributes));
  actor.on('lost', ({ reason }) => lost.add(1, { ...attributes, reason }));
  actor.on('stuck', ({ reason }) => stuck.add(1, { ...attributes, reason }));
  actor.on('polled', ({ taskList, empty }) => polls.add(1, { ...attributes, 'swf.task_list': taskList, empty }));
  actor.on('retry', ({ operation }) => retries.add(1, { ...attributes, operation }));
  const isTraced = tracingOf(api);
  return {
    span: (name, details, parent, work) =>
      inParent(api, parent, () => (isTraced() ? inSpan(api, name, attributes, details, work) : work())),
    countError: () => errors.add(1, attributes),
  };
}

async function load(): Promise<Api | undefined> {
  // Bundlers treat an import within a `try` as optional, and any other as missing.
  try {
    return await import('@opentelemetry/api');
  } catch {
    return undefined;
  }
}

/** Returns whether the program has a tracer provider by now; without one, spans only cost time. */
function tracingOf({ ProxyTracerProvider, trace }: Api): () => boolean {
  const none = new ProxyTracerProvider().getDelegate();
  // A provider that is not a proxy is a real one.
  return () => (trace.getTracerProvider() as Partial<Proxy>).getDelegate?.() !== none;
}

function inParent<Result>(
  { context, propagation }: Api,
  parent: TraceContext | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  return parent === undefined ? work() : context.with(propagation.extract(context.active(), parent), work);
}

function inSpan<Result>(
  { SpanStatusCode, trace }: Api,
  name: string,
  attributes: Attributes,
  details: () => Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  return trace.getTracer(SCOPE).startActiveSpan(name, { attributes }, async (span) => {
    if (span.isRecording()) span.setAttributes(details());
    try {
      return await work();
    } catch (error) {
      const message = messageOf(error);
      span.recordException(asError(error) ?? message);
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}
