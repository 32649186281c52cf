import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RawEvent } from '@swf/history';

/** A history that was recorded from the real service. */
export interface Recording {
  readonly name: string;
  readonly events: readonly RawEvent[];
  readonly startedEventId?: number;
  readonly previousStartedEventId?: number;
}

interface RecordingFile {
  readonly name: string;
  readonly exchanges: readonly { readonly response: { readonly events?: readonly RawEvent[] } }[];
}

const folder = fileURLToPath(new URL('../../../../recordings/', import.meta.url));

/** Every recorded history, in the order of the names. */
export const recordings: readonly Recording[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => {
    const { name, exchanges } = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as RecordingFile;
    return exchanges.flatMap(({ response }) => (response.events ? { name, ...response, events: response.events } : []));
  });

/** @throws Error if there is no history of that name */
export function recording(name: string): Recording {
  const found = recordings.find((each) => each.name === name);
  if (!found) throw new Error(`recording ${name} is unknown or has no history`);
  return found;
}
