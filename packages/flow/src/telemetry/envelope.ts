import { InvalidArgumentError } from '@swf/settings/errors';
import { LIMITS } from '@swf/settings/wire';

/** A trace context as OpenTelemetry's propagators write it: `traceparent` and the like. */
export type TraceContext = Readonly<Record<string, string>>;

const ENVELOPE_START = '{"$flow":';

/**
 * Puts a trace context around the payload of an input: `{"$flow":{"traceparent":...},"input":...}`.
 *
 * An input that would become too long stays as it is: tracing must not fail a run. One that looks
 * like an envelope itself gets one in any case, lest it be taken for its own.
 *
 * @throws `InvalidArgumentError` for an input that looks like an envelope and has no room for one
 */
export function wrapInput(payload: string | undefined, context: TraceContext | undefined): string | undefined {
  const isAmbiguous = envelopeIn(payload) !== undefined;
  if (context === undefined && !isAmbiguous) return payload;
  const input = payload === undefined ? undefined : shown(payload);
  const wrapped = JSON.stringify({ $flow: context ?? {}, input });
  if (wrapped.length <= LIMITS.data) return wrapped;
  if (!isAmbiguous) return payload;
  if (context !== undefined) return wrapInput(payload, undefined);
  const around = wrapped.length - (payload?.length ?? 0);
  throw new InvalidArgumentError(
    `input must have at most ${LIMITS.data - around} characters if its first member is "$flow", got ${payload?.length}`,
  );
}

/** Returns the payload of an input and the trace context around it, if it has one. */
export function unwrapInput(payload: string | undefined): {
  readonly payload: string | undefined;
  readonly context?: TraceContext;
} {
  const envelope = envelopeIn(payload);
  if (envelope === undefined) return { payload };
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
  readonly $flow: TraceContext;
  readonly input?: unknown;
}

/**
 * Returns what `wrapInput` can have written, and nothing else: inputs may have a `$flow` of their
 * own.
 */
function envelopeIn(payload: string | undefined): Envelope | undefined {
  if (!payload?.startsWith(ENVELOPE_START)) return undefined;
  const { $flow: context, input, ...others } = Object(parse(payload)) as Partial<Envelope>;
  const isContext = typeof context === 'object' && context !== null && !Array.isArray(context);
  if (!isContext || Object.keys(others).length > 0) return undefined;
  if (!Object.values(context).every((value) => typeof value === 'string')) return undefined;
  return { $flow: context, input };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
