const BASE_IN_SECONDS = 0.1;

/**
 * The longest wait between two tries. What is refused waits for a person, and is asked for less
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

/**
 * The backoff that all actors of one client share: when SWF throttles one of them, all of them poll
 * less.
 */
export class SharedBackoff {
  #failures = 0;
  #raisedAt = Number.NEGATIVE_INFINITY;

  /** How long the next poll should wait, in seconds. */
  delay(): number {
    return this.#failures === 0 ? 0 : fullJitter(this.#failures);
  }

  /**
   * SWF throttled a request. Many at one time count once: they were all sent in the same ignorance.
   */
  throttled(): void {
    const now = performance.now();
    if (now - this.#raisedAt < bound(this.#failures) * 1000) return;
    this.#raisedAt = now;
    if (bound(this.#failures) < CAP_IN_SECONDS) this.#failures += 1;
  }

  /** SWF answered a request. */
  answered(): void {
    if (this.#failures > 0) this.#failures -= 1;
  }
}

const shared = /* @__PURE__ */ new WeakMap<object, SharedBackoff>();

/** The backoff of everything that sends through this client. */
export function sharedBackoff(client: object): SharedBackoff {
  const backoff = shared.get(client) ?? new SharedBackoff();
  shared.set(client, backoff);
  return backoff;
}
