import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { ContinueAsNew } from '../turns/continue-as-new.js';
import { holdBack, whileHeld } from './hold-back.js';
import { CallScope, currentScope } from './scope.js';
import { allOf, inScope } from './scopes.js';

/** How to work on items. */
export interface MapOptions<Item> {
  /** How many bodies run at once. */
  readonly maxInFlight: number;
  /** Goes into the ids of an item's calls. Default: its index. */
  readonly key?: ((item: Item, index: number) => string) | undefined;
  /**
   * `'CANCEL'` rejects with the first failure and cancels the rest; `'FINISH'` rejects with all of
   * them at the end. Default: `'CANCEL'`.
   */
  readonly onFailure?: 'CANCEL' | 'FINISH' | undefined;
}

const MAP_OPTIONS: OptionNames<MapOptions<unknown>> = { maxInFlight: true, key: true, onFailure: true };

/**
 * Runs a body for each item, a number of them at once, and resolves to the results in the order of
 * the items.
 *
 * @throws the first failure, or with `onFailure: 'FINISH'` an `AggregateError` of all
 *
 * @example
 * const options = { maxInFlight: 20, key: (file: string) => file };
 * const sizes = await mapConcurrent(files, (file) => resize(file), options);
 */
export async function mapConcurrent<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  body: (item: Item) => Promise<Result>,
  options: MapOptions<Item>,
): Promise<Result[]> {
  const parent = currentScope('mapConcurrent()');
  const {
    maxInFlight,
    key = (_item: Item, index: number) => String(index),
    onFailure = 'CANCEL',
  } = checkOptions('options', options, MAP_OPTIONS);
  checkInteger('maxInFlight', maxInFlight, { min: 1, max: 100_000 });
  const results: Result[] = [];
  const failures: unknown[] = [];
  const releases: (() => void)[] = [];
  const iterator = iteratorOf(items);
  let isRead = false;
  let index = 0;
  const work = async (): Promise<void> => {
    // A failure elsewhere cancels this one, and with it the item.
    const worker = currentScope('mapConcurrent()');
    while (failures.length === 0 || onFailure === 'FINISH') {
      const next = iterator.next();
      isRead ||= 'done' in next && next.done === true;
      const { done, value } = await next;
      if (done) return;
      // Every further item would fail at once, and there may be no end of them.
      if (worker.reason !== undefined) throw worker.reason;
      const place = index++;
      const item = new CallScope(parent.run, worker, { name: key(value, place) });
      try {
        results[place] = await inScope(item, () => body(value));
      } catch (error) {
        failures.push(error);
        if (onFailure === 'CANCEL' || ContinueAsNew.is(error) || worker.canceled) throw error;
        releases.push(holdBack(parent.run, error));
      }
    }
  };
  // Far fewer than `maxInFlight` may do: none begins once a list has been read to its end.
  function* workers() {
    for (let count = 0; count < maxInFlight && !isRead; count += 1) yield work;
  }
  try {
    await allOf(parent, workers());
  } catch (error) {
    await whileHeld(parent, error, () => finish(iterator));
    throw error;
  }
  if (!parent.isGivenUp) for (const release of releases) release();
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${index} items failed`);
  return results;
}

function iteratorOf<Item>(items: Iterable<Item> | AsyncIterable<Item>): Iterator<Item> | AsyncIterator<Item> {
  const iterable = Object(items) as Partial<Iterable<Item> & AsyncIterable<Item>>;
  const iterator = iterable[Symbol.asyncIterator]?.() ?? iterable[Symbol.iterator]?.();
  if (iterator === undefined) throw new InvalidArgumentError(`items must be iterable, got ${preview(items)}`);
  return iterator;
}

/**
 * Lets a generator clean up that is not read to its end; what it throws then counts for nothing, as
 * after a failure in a loop.
 */
async function finish(iterator: Iterator<unknown> | AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {}
}
