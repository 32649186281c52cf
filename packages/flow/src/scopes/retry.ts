import { checkRetryOptions, nextWait, type RetryOptions } from '../calls/backoff.js';
import { sleep } from '../calls/sleep.js';
import { CanceledError } from '../errors/index.js';
import { ContinueAsNew } from '../turns/continue-as-new.js';
import { derivedId } from '../turns/ids.js';
import { whileHeld } from './hold-back.js';
import { currentScope } from './scope.js';
import { scope } from './scopes.js';

/**
 * Runs a body again when it fails, after waits that grow. What looks like a bug, such as a
 * `TypeError`, is tried again only if `retryable` says so.
 *
 * @throws what the last try threw
 *
 * @example
 * const receipt = await retry(() => charge(order), { maximumAttempts: 5, initialInterval: 10 });
 */
export async function retry<Result>(body: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const outer = currentScope('retry()');
  const { run, path } = outer;
  checkRetryOptions('options', options);
  const id = run.ids.next(path, 'retry');
  const begun = run.now.getTime();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await scope(body);
    } catch (error) {
      if (ContinueAsNew.is(error) || CanceledError.is(error)) throw error;
      const elapsed = (run.now.getTime() - begun) / 1000;
      const wait = nextWait(options, { attempt, error, elapsed, seed: `${run.identity.runId} ${id}` });
      if (wait === undefined) throw error;
      const waiting = () => sleep(wait, { id: derivedId(id, `.wait-${attempt}`) });
      // What `retryable` wants to be tried again is no bug.
      await (options.retryable === undefined ? whileHeld(outer, error, waiting) : waiting());
    }
  }
}
