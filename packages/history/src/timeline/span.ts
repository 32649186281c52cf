import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkObject, checkOneOf, INSTANT, preview } from '@swf/settings/wire';
import { type EntityType, lifecycles } from '../lifecycles.js';

const ENTITY_TYPES = Object.keys(lifecycles) as readonly EntityType[];

/** The period of one entity, for drawing. */
export interface Span {
  /** The name of its row: an activity id, a timer id, the workflow id of a child, ... */
  readonly label: string;
  readonly entity: EntityType;
  readonly start: Date;
  /** When its work began, if it waited before that. */
  readonly startedAt: Date | undefined;
  /**
   * When it closed, or its last known instant if the history does not say; undefined while it is
   * open.
   */
  readonly end: Date | undefined;
  readonly state: string;
  /** The number of the attempt under its label, from 1; always 1 for decision tasks. */
  readonly attempt: number;
  /** The id of its first event. */
  readonly eventId: number;
}

/** How a span ended, which decides how it is drawn. */
export type SpanMark = 'open' | 'succeeded' | 'failed' | 'canceled';

/** Returns how a span ended. */
export function markOf({ end, state }: Span): SpanMark {
  if (end === undefined) return 'open';
  if (state === 'canceled') return 'canceled';
  return state.endsWith('failed') || state === 'timed_out' || state === 'terminated' ? 'failed' : 'succeeded';
}

/** Returns the first and last instant of the spans, in epoch milliseconds; 0 if there are none. */
export function periodOf(spans: readonly Span[]): { readonly from: number; readonly to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { start, startedAt = start, end = start } of spans) {
    from = Math.min(from, start.getTime(), startedAt.getTime(), end.getTime());
    to = Math.max(to, start.getTime(), startedAt.getTime(), end.getTime());
  }
  return spans.length === 0 ? { from: 0, to: 0 } : { from, to };
}

/**
 * Returns the spans, if they can be drawn.
 *
 * @throws `InvalidArgumentError` naming the first member that is not as it must be.
 */
export function checkSpans(spans: readonly Span[]): readonly Span[] {
  if (!Array.isArray(spans)) {
    throw new InvalidArgumentError(`spans must be an array such as timeline(history) returns, got ${preview(spans)}`);
  }
  for (const [index, span] of spans.entries()) {
    try {
      checkSpan(NAMES, span);
    } catch {
      checkSpan(namesIn(`spans[${index}]`), span);
    }
  }
  return spans;
}

/** The names of the members of some span. To name those of each one costs more than the checks. */
const NAMES = namesIn('span');

type Names = Readonly<Record<'span' | keyof Span, string>>;

function namesIn(span: string): Names {
  const [label, entity, start, startedAt] = [`${span}.label`, `${span}.entity`, `${span}.start`, `${span}.startedAt`];
  const [end, state, attempt, eventId] = [`${span}.end`, `${span}.state`, `${span}.attempt`, `${span}.eventId`];
  return { span, label, entity, start, startedAt, end, state, attempt, eventId };
}

function checkSpan(names: Names, span: Span): void {
  const { label, entity, start, startedAt, end, state, attempt, eventId } = checkObject(names.span, span);
  checkText(names.label, label);
  checkOneOf(names.entity, entity, ENTITY_TYPES);
  INSTANT.check(names.start, start);
  if (startedAt !== undefined) INSTANT.check(names.startedAt, startedAt);
  if (end !== undefined) INSTANT.check(names.end, end);
  checkText(names.state, state);
  checkInteger(names.attempt, attempt, { min: 1, max: Number.MAX_SAFE_INTEGER });
  checkInteger(names.eventId, eventId, { min: 1, max: Number.MAX_SAFE_INTEGER });
}

function checkText(field: string, value: string): void {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${field} must be a string, got ${preview(value)}`);
}
