import { Fault } from '../api/fault.js';

/** Room for 64 of the largest requests, or 20 of the largest answers, at a time. */
const MOST_BYTES = 64 * 1_048_576;

/** Counts the bytes that a server holds for its connections: bodies that still arrive, and answers that nobody has read. */
export class BytesInFlight {
  #bytes = 0;

  hold(bytes: number): void {
    this.#bytes += bytes;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** @throws {@link Fault} ThrottlingException if there is no room for more, so that clients back off and retry. */
  checkRoom(): void {
    if (this.#bytes > MOST_BYTES) throw new Fault('ThrottlingException', 'Rate exceeded');
  }
}
