import type { Span } from './timeline.js';

/** How a span ended, which decides how it is drawn. */
export type SpanMark = 'open' | 'succeeded' | 'failed' | 'canceled';

/** Returns how a span ended. */
export function markOf({ end, state }: Span): SpanMark {
  if (end === undefined) return 'open';
  if (state === 'canceled') return 'canceled';
  return state.endsWith('failed') || state === 'timed_out' || state === 'terminated' ? 'failed' : 'succeeded';
}
