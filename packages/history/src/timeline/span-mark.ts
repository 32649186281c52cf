import type { Span } from './timeline.js';

/** How a span is drawn: what became of it. */
export type SpanMark = 'open' | 'succeeded' | 'failed' | 'canceled';

/** What became of a span. */
export function markOf({ end, state }: Span): SpanMark {
  if (end === undefined) return 'open';
  if (state === 'canceled') return 'canceled';
  return state.endsWith('failed') || state === 'timed_out' || state === 'terminated' ? 'failed' : 'succeeded';
}
