import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { deferred, settle } from '../calls/deferred.js';
import { checkSeconds } from '../calls/sleep.js';
import { patientTimer } from '../calls/throttle.js';
import { checkFunction } from '../definitions/checks.js';
import { CanceledError, TimeoutError } from '../errors/index.js';
import { ContinueAsNew } from '../turns/continue-as-new.js';
import type { Run } from '../turns/run.js';
import { CallScope, currentScope, type Scope } from './scope.js';

/** A branch: a function with a scope of its own. */
export type Branch<Result> = () => Promise<Result>;

/** How to run a scope. */
export interface ScopeOptions {
  /** Goes into the ids of the calls within: `<name>.charge-card-1`. */
  readonly name?: string | undefined;
  /** Seconds after which the body is canceled and the scope rejects with a `TimeoutError`. */
  readonly timeout?: number | undefined;
}

const SCOPE_OPTIONS: OptionNames<ScopeOptions> = { name: true, timeout: true };

/**
 * Runs a body whose calls are canceled together: on leaving it, by return or by throw, what is
 * still open in it is canceled.
 *
 * @throws what the body throws; `TimeoutError` after `timeout`
 *
 * @example
 * await scope(async ({ cancel }) => { stop.on(() => cancel()); await charge(order); }, { timeout: 3600 });
 */
export function scope<Result>(body: (scope: Scope) => Promise<Result>, options: ScopeOptions = {}): Promise<Result> {
  const parent = currentScope('scope()');
  const { name, timeout } = checkOptions('options', options, SCOPE_OPTIONS);
  if (name !== undefined && typeof name !== 'string') {
    throw new InvalidArgumentError(`name must be a string, got ${preview(name)}`);
  }
  const seconds = timeout === undefined ? undefined : checkSeconds('timeout', timeout);
  if (seconds === undefined) {
    const inner = new CallScope(parent.run, parent, { name });
    return inScope(inner, () => body(inner));
  }
  const what = name === undefined ? 'the scope' : `scope ${name}`;
  const onTimeout = () => {
    throw new TimeoutError(what, seconds);
  };
  return withTimeout(parent, { seconds, name }, body, onTimeout);
}

/** Runs a body that a cancellation from outside does not reach. */
export function shield<Result>(body: Branch<Result>): Promise<Result> {
  const parent = currentScope('shield()');
  return inScope(new CallScope(parent.run, parent, { isShielded: true }), body);
}

/**
 * Runs branches side by side and settles as the first of them; the others are canceled.
 *
 * @throws `InvalidArgumentError` without branches: none would ever be the first
 *
 * @example
 * const nobody = async () => {
 *   await sleep(86_400);
 *   return 'nobody';
 * };
 * const by = await race(async () => (await approve.next()).by, nobody);
 */
export async function race<Branches extends readonly Branch<unknown>[]>(
  ...branches: Branches
): Promise<Awaited<ReturnType<Branches[number]>>> {
  const parent = currentScope('race()');
  if (branches.length === 0) throw new InvalidArgumentError('race() must have at least 1 branch, got none');
  let winner: CallScope | undefined;
  const runners = branches.map((branch) => started(parent, branch));
  const results = runners.map(({ scope, result }) =>
    result.finally(() => {
      winner ??= scope;
    }),
  );
  try {
    return (await Promise.race(results)) as Awaited<ReturnType<Branches[number]>>;
  } finally {
    const losers = runners.filter(({ scope }) => scope !== winner);
    abandon(
      parent.run,
      losers.map(({ scope }) => scope),
    );
  }
}

/**
 * Runs branches side by side and resolves to their results; the first failure cancels the others.
 */
export async function all<Branches extends readonly Branch<unknown>[]>(
  ...branches: Branches
): Promise<{ [Index in keyof Branches]: Awaited<ReturnType<Branches[Index]>> }> {
  const results = await allOf(currentScope('all()'), branches);
  return results as { [Index in keyof Branches]: Awaited<ReturnType<Branches[Index]>> };
}

/**
 * Runs branches side by side and resolves to what happened to each; none cancels another.
 *
 * If the scope around it is canceled, it resolves as well: branches that were open are rejected
 * with a `CanceledError`.
 */
export async function settled<Branches extends readonly Branch<unknown>[]>(
  ...branches: Branches
): Promise<{ [Index in keyof Branches]: PromiseSettledResult<Awaited<ReturnType<Branches[Index]>>> }> {
  const parent = currentScope('settled()');
  const results = await Promise.allSettled(branches.map((branch) => started(parent, branch).result));
  const continued = results.find((result) => result.status === 'rejected' && ContinueAsNew.is(result.reason));
  if (continued?.status === 'rejected') throw continued.reason;
  return results as { [Index in keyof Branches]: PromiseSettledResult<Awaited<ReturnType<Branches[Index]>>> };
}

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
    await finish(iterator);
    throw error;
  }
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

/** Runs a body in a scope, and leaves it when everything in it has ended. */
export async function inScope<Result>(inner: CallScope, body: () => Promise<Result>): Promise<Result> {
  try {
    checkFunction('a branch', body);
    return await inner.enter(async () => body());
  } finally {
    inner.cancelAll(new CanceledError('the scope'), 'AS_CALLED');
    await inner.ended();
    inner.leave();
  }
}

async function allOf(parent: CallScope, branches: Iterable<Branch<unknown>>): Promise<unknown[]> {
  const runners = Array.from(branches, (branch) => started(parent, branch));
  try {
    return await Promise.all(runners.map(({ result }) => result));
  } catch (error) {
    for (const { scope: sibling } of runners)
      sibling.cancelAll(new CanceledError('the branch', { cause: error }), 'AS_CALLED');
    await Promise.allSettled(runners.map(({ result }) => result));
    throw error;
  }
}

interface Runner<Result> {
  readonly scope: CallScope;
  readonly result: Promise<Result>;
}

function started<Result>(parent: CallScope, branch: Branch<Result>): Runner<Result> {
  const inner = new CallScope(parent.run, parent);
  const result = inScope(inner, branch);
  result.catch(() => {});
  return { scope: inner, result };
}

/** Cancels branches that nobody waits for any more, and takes back the signals that they read. */
function abandon(run: Run, losers: readonly CallScope[]): void {
  for (const loser of losers) loser.abandon();
  // Only then, or one of them could read them again.
  run.signals.takeBack(losers);
}

/**
 * Runs a body that is canceled after a time; then `onTimeout` says how it ends, lest an error of
 * the body be taken for the timeout.
 */
export async function withTimeout<Result>(
  parent: CallScope,
  { seconds, name }: { readonly seconds: number; readonly name?: string | undefined },
  body: (inner: CallScope) => Promise<Result>,
  onTimeout: () => Result,
): Promise<Result> {
  const { run } = parent;
  const timedOut = deferred<Result>();
  const timer = patientTimer(run, run.ids.next(parent.path, 'timeout'), seconds, {
    onFired: () => settle(timedOut, onTimeout),
    onRefused: timedOut.reject,
  });
  const inner = new CallScope(run, parent, { name });
  const result = inScope(inner, () => body(inner));
  result.catch(() => {});
  let isOver = false;
  try {
    return await Promise.race([result.finally(() => (isOver = true)), timedOut.promise]);
  } finally {
    timer.cancel();
    if (!isOver) abandon(run, [inner]);
  }
}
