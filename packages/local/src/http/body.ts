import type { IncomingMessage } from 'node:http';
import { Fault } from '../api/fault.js';
import { LARGEST_BODY_IN_BYTES, requestTooLarge } from '../requests/request.js';

/** Room for 64 of the largest requests, or 20 of the largest answers, at a time. */
const MOST_BYTES = 64 * 1_048_576;

/**
 * Bodies that are too large are read and discarded up to this size: a client that is cut off while
 * it sends never sees the answer.
 */
const LARGEST_DISCARDED_IN_BYTES = 16 * LARGEST_BODY_IN_BYTES;

/**
 * Reads the body of a request, in memory proportional to the bytes received, however small the
 * chunks.
 *
 * Rejects with a `Fault` if the body is too large or there is no room for it, and with another
 * error if the connection ends before the body does.
 */
export function readBody(request: IncomingMessage, inFlight: BytesInFlight): Promise<Uint8Array> {
  const declared = Number(request.headers['content-length']);
  const body = new Body(inFlight);
  return new Promise<Uint8Array>((resolve, reject) => {
    let received = 0;
    let refused = declared > LARGEST_BODY_IN_BYTES;
    const keep = (chunk: Uint8Array) => {
      try {
        body.add(chunk, declared);
      } catch (error) {
        refused = true;
        reject(error);
      }
    };
    request.on('data', (chunk: Uint8Array) => {
      received += chunk.length;
      if (received > LARGEST_BODY_IN_BYTES) refused = true;
      if (received > LARGEST_DISCARDED_IN_BYTES) request.destroy();
      if (refused) body.drop();
      else keep(chunk);
    });
    request.on('end', () => {
      if (refused) reject(requestTooLarge());
      else resolve(body.bytes);
    });
    // Also after an end, which has settled the promise by then.
    request.on('close', () => reject(new Error('the connection ended before the request')));
  }).finally(() => body.drop());
}

/**
 * The received part of a body, in one growing buffer: one buffer per chunk can take hundreds of
 * times the memory.
 */
class Body {
  readonly #inFlight: BytesInFlight;
  #buffer: Uint8Array = new Uint8Array(0);
  #length = 0;

  constructor(inFlight: BytesInFlight) {
    this.#inFlight = inFlight;
  }

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** @throws {@link Fault} ThrottlingException if there is no room for it. */
  add(chunk: Uint8Array, declared: number): void {
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      this.#inFlight.checkRoom();
      // Most bodies arrive as one chunk, which is used without a copy.
      if (chunk.length === declared) this.#replace(chunk);
      else {
        const capacity = Math.min(LARGEST_BODY_IN_BYTES, Math.max(length, 2 * this.#buffer.length));
        const larger = Buffer.allocUnsafe(capacity);
        larger.set(this.bytes);
        this.#replace(larger);
      }
    }
    if (this.#buffer !== chunk) this.#buffer.set(chunk, this.#length);
    this.#length = length;
  }

  drop(): void {
    this.#replace(new Uint8Array(0));
  }

  #replace(buffer: Uint8Array): void {
    this.#inFlight.hold(buffer.length - this.#buffer.length);
    this.#buffer = buffer;
  }
}

/** Counts the bytes that a server holds for its connections: arriving bodies and unread answers. */
export class BytesInFlight {
  #bytes = 0;

  hold(bytes: number): void {
    this.#bytes += bytes;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }

  /**
   * @throws {@link Fault} ThrottlingException if there is no room for more, so that clients back
   * off and retry.
   */
  checkRoom(): void {
    if (this.#bytes > MOST_BYTES) throw new Fault('ThrottlingException', 'Rate exceeded');
  }
}
