import type { Attributes } from '@opentelemetry/api';
import type { ActorEvents } from './events.js';

/** What telemetry needs of an actor. */
export interface Observed {
  on<Name extends keyof ActorEvents>(name: Name, listener: (...args: ActorEvents[Name]) => void): unknown;
}

/** Spans and metrics of one actor, in the program's OpenTelemetry. */
export interface Telemetry {
  /** Does the work within a span of that name, which tells how it ended. */
  span<Result>(name: string, attributes: Attributes, work: () => Promise<Result>): Promise<Result>;
  /**
   * Counts an error. Not by listening to `error`: an error that nobody else hears is to be logged.
   */
  countError(): void;
}

type Api = typeof import('@opentelemetry/api');

const SCOPE = '@swf/actors';

/**
 * Telemetry through `@opentelemetry/api`, where the program has it; `undefined` where it hasn't,
 * and nothing is measured then.
 *
 * Metrics: `swf.tasks.running`, `swf.task.duration` (seconds, by `outcome`), `swf.polls` (by
 * `empty`), `swf.retries` (by `operation`), `swf.errors`.
 */
export async function telemetryOf(actor: Observed, attributes: Attributes): Promise<Telemetry | undefined> {
  const api = await load();
  if (!api) return undefined;
  const meter = api.metrics.getMeter(SCOPE);
  const running = meter.createUpDownCounter('swf.tasks.running', { description: 'Tasks that are being done' });
  const duration = meter.createHistogram('swf.task.duration', { unit: 's', description: 'From a task to its answer' });
  const polls = meter.createCounter('swf.polls', { description: 'Long polls that have ended' });
  const retries = meter.createCounter('swf.retries', { description: 'Requests that had to be sent again' });
  const errors = meter.createCounter('swf.errors', { description: 'Errors that do not pass by themselves' });
  for (const outcome of ['completed', 'failed', 'canceled', 'deferred'] as const) {
    actor.on(outcome, ({ seconds }) => duration.record(seconds, { ...attributes, outcome }));
  }
  actor.on('task', () => running.add(1, attributes));
  actor.on('done', () => running.add(-1, attributes));
  actor.on('polled', ({ taskList, empty }) => polls.add(1, { ...attributes, 'swf.task_list': taskList, empty }));
  actor.on('retry', ({ operation }) => retries.add(1, { ...attributes, operation }));
  return {
    span: (name, more, work) => inSpan(api, name, { ...attributes, ...more }, work),
    countError: () => errors.add(1, attributes),
  };
}

async function load(): Promise<Api | undefined> {
  // Bundlers take for optional what is imported within a `try`, and for missing what is not.
  try {
    return await import('@opentelemetry/api');
  } catch {
    return undefined;
  }
}

function inSpan<Result>(
  { SpanStatusCode, trace }: Api,
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  return trace.getTracer(SCOPE).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      span.recordException(error instanceof Error ? error : message);
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}
