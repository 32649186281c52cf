import type { AnyEvent } from '@swf/history';

/** Why SWF did not carry out a decision; empty if the event does not say. */
export function causeOf(event: AnyEvent): string {
  return (event.attributes as { readonly cause?: string }).cause ?? '';
}

/**
 * Whether the same decision will be carried out later: a rate or a quota of open things is
 * exceeded.
 */
export function isThrottled(cause: string): boolean {
  return cause.endsWith('_RATE_EXCEEDED') || /^OPEN_.*_LIMIT_EXCEEDED$/.test(cause);
}
