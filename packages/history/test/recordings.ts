import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RawEvent } from '@swf/history';

/** A history that was recorded from the real service (see `recorded/README.md`). */
export interface Recording {
  readonly name: string;
  readonly events: readonly RawEvent[];
  readonly startedEventId?: number;
  readonly previousStartedEventId?: number;
}

const folder = fileURLToPath(new URL('recorded/', import.meta.url));

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Recording;
}

export const recordings: readonly Recording[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => recording(file.slice(0, -'.json'.length)));
