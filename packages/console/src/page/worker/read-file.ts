import { History } from '@swf/history';
import { messageOf } from '@swf/settings/errors';
import { notAHistory } from './not-a-history.js';

/** A run of 25,000 events with large payloads is far smaller. */
const LARGEST_IN_BYTES = 256 * 1024 * 1024;

/**
 * Reads a dumped history from a file, compressed with gzip or not.
 *
 * @throws `Error` with the reason, for a sentence that begins with the name of the file.
 */
export async function readHistory(file: Blob): Promise<History> {
  const history = parse(await textOf(file));
  // Every run has its start: a dump without events has failed.
  if (history.length === 0) throw new RangeError('it has no events');
  return history;
}

function parse(text: string): History {
  try {
    return History.parse(text);
  } catch (error) {
    const fault = messageOf(error);
    throw new Error(notAHistory(text, fault), { cause: error });
  }
}

async function textOf(file: Blob): Promise<string> {
  if (file.size > LARGEST_IN_BYTES) throw tooLarge(`it has ${megabytes(file.size)}`);
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  // The magic number of gzip: a name says nothing certain.
  const isCompressed = magic[0] === 0x1f && magic[1] === 0x8b;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: string[] = [];
  let size = 0;
  try {
    for await (const chunk of chunksOf(isCompressed ? file.stream().pipeThrough(gunzip()) : file.stream())) {
      size += chunk.byteLength;
      if (size > LARGEST_IN_BYTES) throw tooLarge(`it has more than ${megabytes(LARGEST_IN_BYTES)} when uncompressed`);
      parts.push(decoder.decode(chunk, { stream: true }));
    }
    parts.push(decoder.decode());
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const fault = isCompressed ? 'it cannot be uncompressed: the gzip data is damaged' : 'it is not text in UTF-8';
    throw new Error(fault, { cause: error });
  }
  return parts.join('');
}

function gunzip(): ReadableWritablePair<Uint8Array<ArrayBuffer>, BufferSource> {
  return new DecompressionStream('gzip');
}

/** Streams are not async iterable in every browser. */
async function* chunksOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function tooLarge(what: string): RangeError {
  return new RangeError(`${what}; at most ${megabytes(LARGEST_IN_BYTES)} can be opened`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
