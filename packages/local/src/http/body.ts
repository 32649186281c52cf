import type { IncomingMessage } from 'node:http';
import { LARGEST_BODY_IN_BYTES } from '../requests/size.js';

/** A body above that is still read for a while, without being kept: who is cut off while sending never sees the answer. */
const LARGEST_DISCARDED_IN_BYTES = 16 * LARGEST_BODY_IN_BYTES;

/** The body of a request; `undefined` where it is too large. Rejects where the connection ends before the body does. */
export function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = [];
    let length = 0;
    let ended = false;
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length <= LARGEST_BODY_IN_BYTES) chunks.push(chunk);
      else chunks = [];
      if (length > LARGEST_DISCARDED_IN_BYTES) request.destroy();
    });
    request.on('end', () => {
      ended = true;
      if (length > LARGEST_BODY_IN_BYTES) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!ended) reject(new Error('The connection ended before the request'));
    });
  });
}
