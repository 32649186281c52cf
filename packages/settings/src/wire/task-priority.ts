import { checkInteger } from './check.js';

/**
 * Returns a task priority, a 32-bit integer, as SWF writes it; undefined if it is undefined.
 *
 * @throws `InvalidArgumentError` naming field, value and limit.
 */
export function formatTaskPriority(field: string, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  return String(checkInteger(field, value, { min: -2_147_483_648, max: 2_147_483_647 }));
}

/** Returns the task priority that SWF wrote; undefined if it wrote none. */
export function parseTaskPriority(text: string | undefined): number | undefined {
  return typeof text === 'string' && text !== '' ? Number(text) : undefined;
}
