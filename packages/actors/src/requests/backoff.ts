const BASE_IN_SECONDS = 0.1;

/**
 * The longest delay between two tries. What is refused waits for a person: it is retried less
 * often.
 */
export const LONGEST_REST_IN_SECONDS = { transient: 20, refused: 60 } as const;

const CAP_IN_SECONDS = LONGEST_REST_IN_SECONDS.transient;

/**
 * Returns how long to wait after `failures` failed tries, in seconds.
 *
 * Full jitter: anything from 0 to a bound that doubles with each failure up to the cap
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function fullJitter(failures: number, capInSeconds: number = CAP_IN_SECONDS): number {
  return Math.random() * bound(failures, capInSeconds);
}

function bound(failures: number, capInSeconds: number = CAP_IN_SECONDS): number {
  return Math.min(capInSeconds, BASE_IN_SECONDS * 2 ** failures);
}

/** The back-off shared by all actors of a client: if SWF throttles one, all of them poll less. */
export class SharedBackoff {
  #failures = 0;
  #raisedAt = Number.NEGATIVE_INFINITY;

  /** Returns how long the next poll should wait, in seconds. */
  delay(): number {
    return this.#failures === 0 ? 0 : fullJitter(this.#failures);
  }

  /** Records that SWF throttled a request. Concurrent failures count once. */
  throttled(): void {
    const now = performance.now();
    if (now - this.#raisedAt < bound(this.#failures) * 1000) return;
    this.#raisedAt = now;
    if (bound(this.#failures) < CAP_IN_SECONDS) this.#failures += 1;
  }

  /** Records that SWF answered a request. */
  answered(): void {
    if (this.#failures > 0) this.#failures -= 1;
  }
}

const shared = /* @__PURE__ */ new WeakMap<object, SharedBackoff>();

/** Returns the back-off of a client. */
export function sharedBackoff(client: object): SharedBackoff {
  const backoff = shared.get(client) ?? new SharedBackoff();
  shared.set(client, backoff);
  return backoff;
}
