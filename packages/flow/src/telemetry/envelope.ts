import { LIMITS } from '@swf/settings/wire';

/** A trace context as OpenTelemetry's propagators write it: `traceparent` and the like. */
export type TraceContext = Readonly<Record<string, string>>;

const ENVELOPE_START = '{"$flow":';

/**
 * Puts a trace context around the payload of an input: `{"$flow":{"traceparent":...},"input":...}`.
 *
 * An input that would become too long stays as it is: tracing must not fail a run.
 */
export function wrapInput(payload: string | undefined, context: TraceContext | undefined): string | undefined {
  if (context === undefined) return payload;
  const wrapped = JSON.stringify({ $flow: context, input: payload === undefined ? undefined : shown(payload) });
  return wrapped.length > LIMITS.data ? payload : wrapped;
}

/** Returns the payload of an input and the trace context around it, if it has one. */
export function unwrapInput(payload: string | undefined): {
  readonly payload: string | undefined;
  readonly context?: TraceContext;
} {
  if (!payload?.startsWith(ENVELOPE_START)) return { payload };
  const envelope = parse(payload);
  if (typeof envelope?.$flow !== 'object' || envelope.$flow === null) return { payload };
  const { $flow: context, input } = envelope;
  if (input === undefined) return { payload: undefined, context };
  return { payload: typeof input === 'string' ? input : JSON.stringify(input), context };
}

/** JSON that reads the same when it is written again is shown as it is; other text is a string. */
function shown(payload: string): unknown {
  const value: unknown = parse(payload);
  return typeof value !== 'string' && JSON.stringify(value) === payload ? value : payload;
}

interface Envelope {
  readonly $flow?: TraceContext | null;
  readonly input?: unknown;
}

function parse(text: string): Envelope | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
