import { formatDuration } from '@swf/history/timeline';
import type { Attribute } from './attributes.js';

/** Formats an attribute for people: `1 h`, `never`, `payments`. */
export function attributeText(kind: Attribute['kind'], value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (value === 'NONE') return 'none';
  if (kind === 'timeout' && typeof value === 'number') return formatDuration(value);
  return String(value);
}
