import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RawEvent } from '@swf/history';

const folder = fileURLToPath(new URL('../../../../../recordings/', import.meta.url));

interface RecordingFile {
  readonly exchanges: readonly { readonly response: { readonly events?: readonly RawEvent[] } }[];
}

/** The histories that were recorded from the real service. */
export const recordings: readonly { readonly name: string; readonly events: readonly RawEvent[] }[] = readdirSync(
  folder,
)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => {
    const { exchanges } = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as RecordingFile;
    return exchanges.flatMap(({ response }, index) =>
      response.events ? [{ name: `${file} ${index}`, events: response.events }] : [],
    );
  });
