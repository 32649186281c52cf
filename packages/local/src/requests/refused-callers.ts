import { createHash } from 'node:crypto';
// Not the global ones, which the fake timers of a test replace.
import { clearTimeout, setTimeout } from 'node:timers';
import type { Request } from './request.js';

/** The longest back-off of SDKs and actors, in real time. */
const LONGEST_BACKOFF_IN_MILLISECONDS = 20_000;

/**
 * The callers of requests that were refused for now. They back off in real time, which a virtual
 * clock does not see: until they send the same request again, it must not skip their work.
 */
export class RefusedCallers {
  readonly #onGone: () => void;
  readonly #timeouts = new Map<string, NodeJS.Timeout>();

  /** @param onGone called if a caller has not come back after the longest back-off. */
  constructor(onGone: () => void) {
    this.#onGone = onGone;
  }

  /** The number of callers that are about to come back. */
  get waiting(): number {
    return this.#timeouts.size;
  }

  /** Expects the sender of a request to send it again. */
  expect(request: string): void {
    this.arrived(request);
    const leave = () => {
      this.#timeouts.delete(request);
      this.#onGone();
    };
    this.#timeouts.set(request, setTimeout(leave, LONGEST_BACKOFF_IN_MILLISECONDS).unref());
  }

  /** Notes that a request has arrived, perhaps again. */
  arrived(request: string): void {
    clearTimeout(this.#timeouts.get(request));
    this.#timeouts.delete(request);
  }

  /** Expects no caller any more. */
  close(): void {
    for (const request of [...this.#timeouts.keys()]) this.arrived(request);
  }
}

/** Returns a short text that is the same for the same request, sent again. */
export function requestKey({ target, region, body }: Request): string {
  return createHash('sha256').update(`${target} ${region} `).update(body).digest('base64');
}
