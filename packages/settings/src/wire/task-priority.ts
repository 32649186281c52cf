import { TASK_PRIORITY } from './number.js';

/** Returns a task priority as SWF writes it; undefined if it is undefined. */
export function formatTaskPriority(field: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : TASK_PRIORITY.format(field, value);
}

/** Returns the task priority that SWF wrote; undefined if it wrote none. */
export function parseTaskPriority(text: string | undefined): number | undefined {
  return TASK_PRIORITY.parse(text);
}
