import type { Count } from '@swf/models';

/** Shows a count; one that SWF stopped at is a lower bound. */
export function countText(value: unknown): string {
  const { count, truncated } = value as Count;
  return truncated ? `${count} or more` : String(count);
}
