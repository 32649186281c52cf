import { setTimeout as sleep } from 'node:timers/promises';
import { rateOf } from '@swf/console/changes';
import type { Shell } from '../shell.js';
import type { Client } from './client.js';
import type { Target } from './target.js';

/** The part of what SWF refills that a command takes: workers and deciders need the rest. */
const SHARE = 0.25;

/** Returns how many requests of an operation a paced command sends in a second. */
export function pacePerSecond(operation: string): number {
  return rateOf(operation)[1] * SHARE;
}

/**
 * Says when requests may be sent, for each operation by itself: at once up to a part of SWF's
 * bucket, then a quarter of its refill.
 */
export class Pace {
  readonly #burst: number;
  /** When the requests so far have been refilled, in milliseconds, by operation. */
  readonly #refilledAt = new Map<string, number>();

  /** @param burst - The part of SWF's bucket. */
  constructor(burst: number) {
    this.#burst = burst;
  }

  /** Takes the turn of a request; returns the milliseconds until then. */
  take(operation: string, now: number): number {
    const interval = 1000 / pacePerSecond(operation);
    const refilledAt = Math.max(now, this.#refilledAt.get(operation) ?? now) + interval;
    this.#refilledAt.set(operation, refilledAt);
    const [bucket] = rateOf(operation);
    return Math.max(0, refilledAt - now - Math.max(1, Math.floor(bucket * this.#burst)) * interval);
  }
}

/**
 * Returns a target whose requests are paced; a local service has no quota that others need.
 *
 * @param burst the part of SWF's bucket that is sent at once.
 */
export async function pacedTarget({ signal }: Shell, target: Target, burst = 0.05): Promise<Target> {
  if (await target.isLocal()) return target;
  const pace = new Pace(burst);
  const { client } = target;
  const send = async (command: object, ...rest: readonly unknown[]): Promise<unknown> => {
    const wait = pace.take(command.constructor.name.replace(/Command$/, ''), performance.now());
    if (wait > 0) await sleep(wait, undefined, { signal });
    return Reflect.apply(client.send, client, [command, ...rest]);
  };
  return { ...target, client: { send } as Client };
}
