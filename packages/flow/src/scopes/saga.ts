import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import { checkOneOf, checkOptions, type OptionNames } from '@swf/settings/wire';
import { checkFunction } from '../definitions/checks.js';
import { ContinueAsNew } from '../turns/continue-as-new.js';
import type { Run } from '../turns/run.js';
import { drained } from './drained.js';
import { holdBack, whileHeld } from './hold-back.js';
import { currentScope } from './scope.js';
import { scope, settled, shield } from './scopes.js';

/** How to undo a saga. */
export interface SagaOptions {
  /**
   * Whether compensations run one by one, the last one first, or all together. Default:
   * `'LAST_FIRST'`.
   */
  readonly order?: 'LAST_FIRST' | 'TOGETHER' | undefined;
}

const SAGA_OPTIONS: OptionNames<SagaOptions> = { order: true };

/**
 * Compensations of a saga failed; `code` is `SAGA`, `cause` is why it was undone, `failures` what
 * the compensations threw.
 */
export class SagaError extends SwfError {
  readonly failures: readonly unknown[];

  constructor(cause: unknown, failures: readonly unknown[]) {
    super('SAGA', `${failures.length} compensation(s) failed: ${failures.map(String).join('; ')}`, { cause });
    this.name = 'SagaError';
    this.failures = failures;
  }

  static override is(value: unknown): value is SagaError {
    return SwfError.is(value) && value.code === 'SAGA';
  }
}

/**
 * Runs a body whose steps are undone if it throws or is canceled.
 *
 * @throws what the body throws, or `SagaError` if compensations failed; `undo` throws
 * `InvalidArgumentError` for what is not a function, and once the saga has settled
 *
 * @example
 * await saga(async (undo) => {
 *   const reservation = await reserve(order);
 *   undo(() => release(reservation));
 *   await charge(order);
 * });
 */
export async function saga<Result>(
  body: (undo: (compensation: () => Promise<unknown>) => void) => Promise<Result>,
  options: SagaOptions = {},
): Promise<Result> {
  const outer = currentScope('saga()');
  const { order = 'LAST_FIRST' } = checkOptions('options', options, SAGA_OPTIONS);
  checkOneOf('order', order, ['LAST_FIRST', 'TOGETHER']);
  const compensations: (() => Promise<unknown>)[] = [];
  let isSettled = false;
  const undo = (compensation: () => Promise<unknown>) => {
    // Such as the promise of a call, which has already begun to undo its step.
    checkFunction('a compensation', compensation);
    if (isSettled) throw new InvalidArgumentError('undo must be called before its saga has settled');
    compensations.push(compensation);
  };
  try {
    return await scope(() => body(undo));
  } catch (error) {
    const isContinuing = ContinueAsNew.is(error) || ContinueAsNew.is(outer.reason?.cause);
    // A cancel request may have come since then: there will be no next run to go on with the steps.
    if (isContinuing && outer.run.decided?.kind === 'continued') throw error;
    const failures = await whileHeld(outer, error, async () => {
      // A step beside the one that failed may have ended only now, and is about to call `undo`.
      await drained(outer.run);
      return shield(() => compensate(outer.run, compensations, order));
    });
    throw failures.length === 0 ? error : new SagaError(error, failures);
  } finally {
    isSettled = true;
  }
}

/** Runs compensations, and those that are added meanwhile. */
async function compensate(
  run: Run,
  compensations: (() => Promise<unknown>)[],
  order: 'LAST_FIRST' | 'TOGETHER',
): Promise<unknown[]> {
  const failures: unknown[] = [];
  const fail = (error: unknown) => {
    failures.push(error);
    // For good: whatever becomes of the saga's error, the step would stay done.
    holdBack(run, error);
  };
  while (order === 'TOGETHER' && compensations.length > 0) {
    const results = await settled(...compensations.splice(0).reverse());
    for (const result of results) if (result.status === 'rejected') fail(result.reason);
  }
  for (let last = compensations.pop(); last !== undefined; last = compensations.pop()) {
    try {
      await last();
    } catch (error) {
      fail(error);
    }
  }
  return failures;
}
