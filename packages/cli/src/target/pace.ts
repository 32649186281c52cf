import { setTimeout as sleep } from 'node:timers/promises';
import type { Shell } from '../shell.js';
import type { Target } from './target.js';

/** How fast items are taken, so that workers and deciders have the rest of SWF's quota. */
export interface Pace {
  readonly perSecond: number;
  /** The number of items before the first pause. Default: 1. */
  readonly burst?: number | undefined;
}

/** Yields items no faster than a pace; a local service has no quota that others need. */
export async function* paced<Item>(
  { signal }: Shell,
  target: Target,
  items: AsyncIterable<Item> | Iterable<Item>,
  { perSecond, burst = 1 }: Pace,
): AsyncGenerator<Item, void, void> {
  const isLocal = await target.isLocal();
  let count = 0;
  for await (const item of items) {
    if (!isLocal && count >= burst) await sleep(1000 / perSecond, undefined, { signal });
    count += 1;
    yield item;
  }
}
