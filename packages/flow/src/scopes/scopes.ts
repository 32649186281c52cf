import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { deferred, settle } from '../calls/deferred.js';
import { checkSeconds } from '../calls/sleep.js';
import { patientTimer } from '../calls/throttle.js';
import { checkFunction } from '../definitions/checks.js';
import { CanceledError, TimeoutError } from '../errors/index.js';
import { ContinueAsNew } from '../turns/continue-as-new.js';
import type { Run } from '../turns/run.js';
import { holdBack, whileHeld } from './hold-back.js';
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
  const { run } = parent;
  const releases: (() => void)[] = [];
  const results = await Promise.allSettled(
    branches.map((branch) => {
      const { result } = started(parent, branch);
      result.catch((error) => releases.push(holdBack(run, error)));
      return result;
    }),
  );
  const continued = results.find((result) => result.status === 'rejected' && ContinueAsNew.is(result.reason));
  if (continued?.status === 'rejected') throw continued.reason;
  if (!parent.isGivenUp) for (const release of releases) release();
  return results as { [Index in keyof Branches]: PromiseSettledResult<Awaited<ReturnType<Branches[Index]>>> };
}

/** Runs a body in a scope, and leaves it when everything in it has ended. */
export async function inScope<Result>(inner: CallScope, body: () => Promise<Result>): Promise<Result> {
  const leave = async () => {
    inner.cancelAll(new CanceledError('the scope'), 'AS_CALLED');
    await inner.ended();
    inner.leave();
  };
  let result: Result;
  try {
    checkFunction('a branch', body);
    result = await inner.enter(async () => body());
  } catch (error) {
    await whileHeld(inner, error, leave);
    throw error;
  }
  await leave();
  return result;
}

/** Runs branches side by side; the first failure cancels the others. */
export async function allOf(parent: CallScope, branches: Iterable<Branch<unknown>>): Promise<unknown[]> {
  const runners = Array.from(branches, (branch) => started(parent, branch));
  try {
    return await Promise.all(runners.map(({ result }) => result));
  } catch (error) {
    for (const { scope: sibling } of runners)
      sibling.cancelAll(new CanceledError('the branch', { cause: error }), 'AS_CALLED');
    await whileHeld(parent, error, () => Promise.allSettled(runners.map(({ result }) => result)));
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
