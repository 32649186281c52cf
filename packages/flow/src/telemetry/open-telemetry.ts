import type { Attributes } from '@opentelemetry/api';
import { asError, messageOf } from '@swf/settings/errors';
import type { TraceContext } from './envelope.js';

/** `@opentelemetry/api`, as far as flow uses it. */
export type OpenTelemetry = typeof import('@opentelemetry/api');

const SCOPE = '@swf/flow';

/** Returns `@opentelemetry/api` if the program has it; it is imported on the first call. */
export async function openTelemetry(): Promise<OpenTelemetry | undefined> {
  // Bundlers take for optional what is imported within a `try`, and for missing what is not.
  try {
    return await import('@opentelemetry/api');
  } catch {
    return undefined;
  }
}

/** Returns the active trace context as the program's propagator writes it; undefined if it has none. */
export function activeTraceContext({ context, propagation }: OpenTelemetry): TraceContext | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return Object.keys(carrier).length === 0 ? undefined : carrier;
}

/** Sends a request within a span of that name; its attributes also get what the answer shows. */
export async function inClientSpan<Answer>(
  { SpanKind, SpanStatusCode, trace }: OpenTelemetry,
  name: string,
  attributes: Attributes,
  send: () => Promise<Answer>,
  shownBy: (answer: Answer) => Attributes,
): Promise<Answer> {
  return trace.getTracer(SCOPE).startActiveSpan(name, { attributes, kind: SpanKind.CLIENT }, async (span) => {
    try {
      const answer = await send();
      span.setAttributes(shownBy(answer));
      return answer;
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
