import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { type CallScope, currentScope } from '../scopes/scope.js';
import { withTimeout } from '../scopes/scopes.js';
import { callSite } from './call-site.js';
import { openIn, rejected } from './deferred.js';
import { checkSeconds } from './sleep.js';

/** How long to wait for a condition. */
export interface ConditionOptions {
  /** Seconds. Default: forever. */
  readonly timeout?: number | undefined;
}

const CONDITION_OPTIONS: OptionNames<ConditionOptions> = { timeout: true };

/**
 * Waits until a test of the workflow's own state returns true; it runs after every event.
 *
 * @returns false if the timeout came first
 *
 * @example
 * const done = await condition(() => votes.length >= 3, { timeout: 3600 });
 */
export async function condition(test: () => boolean, options: ConditionOptions = {}): Promise<boolean> {
  const scope = currentScope('condition()');
  const { timeout } = checkOptions('options', options, CONDITION_OPTIONS);
  if (scope.reason !== undefined) throw scope.reason;
  if (test()) return true;
  if (timeout === undefined) return whenTrue(scope, test);
  const seconds = checkSeconds('timeout', timeout);
  return withTimeout(
    scope,
    { seconds },
    (inner) => whenTrue(inner, test),
    () => false,
  );
}

function whenTrue(scope: CallScope, test: () => boolean): Promise<boolean> {
  if (scope.reason !== undefined) return rejected(scope.reason);
  const { run } = scope;
  const { promise, resolve, reject } = openIn<boolean>(
    scope,
    'the condition',
    () => void run.conditions.delete(awaited),
  );
  const settle = () => {
    try {
      if (!scope.enter(test)) return false;
      resolve(true);
    } catch (error) {
      reject(error);
    }
    return run.conditions.delete(awaited);
  };
  const awaited = { settle, at: callSite(run) };
  run.conditions.add(awaited);
  return promise;
}
