import { checkInteger } from './check.js';

/** The string that SWF wants for a task priority, a 32-bit integer; `undefined` stays so. Throws `InvalidArgumentError` for any other number. */
export function formatTaskPriority(field: string, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  return String(checkInteger(field, value, { min: -2_147_483_648, max: 2_147_483_647 }));
}

/** The task priority that a string of SWF's means; `undefined` stays so. */
export function parseTaskPriority(text: string | undefined): number | undefined {
  return typeof text === 'string' && text !== '' ? Number(text) : undefined;
}
