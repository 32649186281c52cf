import { RateLimitExceededError, translateError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { rateOf } from '../../changes/rates.js';
import { type ConsoleClock, isAsOldAs } from '../clock.js';
import { Bucket, OverBudgetError, type Wait } from './bucket.js';

// Of SWF's bucket: the rest is for other callers.
const BURST = 0.05;

/** The default share. */
export const DEFAULT_BUDGET = 0.25;

const FIRST_PAUSE_IN_SECONDS = 30;
const LONGEST_PAUSE_IN_SECONDS = 300;

/** What the SDK's clients take beside a command. */
interface SendOptions {
  readonly abortSignal?: AbortSignal | undefined;
}

interface Pause {
  readonly since: number;
  readonly seconds: number;
}

/** The console's share of SWF's request rates: a bucket of tokens for each operation. */
export class Budget {
  readonly #share: number | undefined;
  readonly #clock: ConsoleClock;
  readonly #buckets = new Map<string, Bucket>();
  readonly #pauses = new Map<string, Pause>();

  /** @param share - The part of SWF's refill; undefined for no limit. */
  constructor(share: number | undefined, clock: ConsoleClock) {
    this.#share = share;
    this.#clock = clock;
  }

  /** The tokens left for each operation that was used. */
  get left(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#buckets].map(([operation, bucket]) => [operation, bucket.tokens]));
  }

  /**
   * Returns a client whose requests wait for the budget, each until its own signal fires.
   *
   * Live updates of an operation stop when SWF throttles it: for 30 s, doubling to 5 min.
   */
  limit(client: Client, wait: Wait): Client {
    const send = async (command: object, options?: SendOptions, ...rest: readonly unknown[]): Promise<unknown> => {
      const operation = command.constructor.name.replace(/Command$/, '');
      if (wait.priority !== 'click') this.#checkPause(operation);
      await this.#bucketOf(operation)?.take(wait, options?.abortSignal);
      try {
        const answer: unknown = await Reflect.apply(client.send, client, [command, options, ...rest]);
        this.#resume(operation);
        return answer;
      } catch (error) {
        const isThrottled = RateLimitExceededError.is(translateError(error, { kind: 'Operation', name: operation }));
        if (isThrottled) this.#pause(operation);
        throw error;
      }
    };
    return { send } as Client;
  }

  /** Drops every request that waits. */
  close(): void {
    for (const bucket of this.#buckets.values()) bucket.close();
  }

  #bucketOf(operation: string): Bucket | undefined {
    if (this.#share === undefined) return undefined;
    const [size, refill] = rateOf(operation);
    const bucket =
      this.#buckets.get(operation) ?? new Bucket(operation, [size * BURST, refill * this.#share], this.#clock);
    this.#buckets.set(operation, bucket);
    return bucket;
  }

  #checkPause(operation: string): void {
    const last = this.#pauses.get(operation);
    if (last === undefined || this.#isOver(last)) return;
    const waited = (this.#clock.now() - last.since) / 1000;
    throw new OverBudgetError(`SWF throttles ${operation}`, last.seconds - waited);
  }

  #pause(operation: string): void {
    const last = this.#pauses.get(operation);
    // Requests that were in flight together are throttled once.
    if (last !== undefined && !this.#isOver(last)) return;
    const seconds = Math.min(last === undefined ? FIRST_PAUSE_IN_SECONDS : last.seconds * 2, LONGEST_PAUSE_IN_SECONDS);
    this.#pauses.set(operation, { since: this.#clock.now(), seconds });
  }

  /** Forgets the last pause when it is over and SWF answers again. */
  #resume(operation: string): void {
    const last = this.#pauses.get(operation);
    if (last !== undefined && this.#isOver(last)) this.#pauses.delete(operation);
  }

  #isOver({ since, seconds }: Pause): boolean {
    return isAsOldAs(seconds, since, this.#clock.now());
  }
}
