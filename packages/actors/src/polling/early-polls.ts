import { fullJitter } from '../requests/backoff.js';

const EARLY_IN_SECONDS = 1;
const FREE_EARLY_POLLS = 10;
const LONGEST_REST_IN_SECONDS = 2;

/**
 * Spaces the polls of one task list that end empty too early.
 *
 * SWF holds an empty poll for a minute. An emulator or a gateway that does not must not be polled
 * in a busy loop.
 */
export class EarlyPolls {
  #count = 0;

  /** Records a poll that ended after that many seconds of the service's time. */
  ended(isEmpty: boolean, seconds: number): void {
    if (!isEmpty) this.#count = Math.floor(this.#count / 2);
    else this.#count = seconds < EARLY_IN_SECONDS ? this.#count + 1 : 0;
  }

  /** Returns how long the next poll should wait, in seconds. */
  delay(): number {
    return this.#count <= FREE_EARLY_POLLS ? 0 : fullJitter(this.#count - FREE_EARLY_POLLS, LONGEST_REST_IN_SECONDS);
  }
}
