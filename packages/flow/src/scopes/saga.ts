import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import { checkOneOf, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { ContinueAsNew } from '../turns/continue-as-new.js';
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
 * `InvalidArgumentError` for what is not a function
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
  currentScope('saga()');
  const { order = 'LAST_FIRST' } = checkOptions('options', options, SAGA_OPTIONS);
  checkOneOf('order', order, ['LAST_FIRST', 'TOGETHER']);
  const compensations: (() => Promise<unknown>)[] = [];
  const undo = (compensation: () => Promise<unknown>) => {
    // Such as the promise of a call, which has then undone what is not done yet.
    if (typeof compensation !== 'function') {
      throw new InvalidArgumentError(`a compensation must be a function, got ${preview(compensation)}`);
    }
    compensations.push(compensation);
  };
  try {
    return await scope(() => body(undo));
  } catch (error) {
    if (ContinueAsNew.is(error)) throw error;
    const failures = await shield(() => compensate(compensations.reverse(), order));
    throw failures.length === 0 ? error : new SagaError(error, failures);
  }
}

async function compensate(
  compensations: readonly (() => Promise<unknown>)[],
  order: 'LAST_FIRST' | 'TOGETHER',
): Promise<unknown[]> {
  if (order === 'TOGETHER') {
    const results = await settled(...compensations);
    return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  }
  const failures: unknown[] = [];
  for (const compensation of compensations) {
    try {
      await compensation();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}
