import { SwfError } from '@swf/settings/errors';
import { failureKind } from './failure-kind.js';

/** An operation that is refused until somebody acts: credentials, permissions, a missing domain. */
export interface Refusal {
  readonly operation: string;
  /** The task list of a poll: each may have permissions of its own. */
  readonly taskList: string | undefined;
  /** The first error. */
  readonly error: SwfError;
  readonly since: Date;
}

/**
 * The operations that are refused, so that each problem is reported once and visible while it
 * lasts.
 */
export class Refusals {
  readonly #refusals = new Map<string, Refusal>();

  /** The current refusals, one for each operation or task list. */
  get current(): readonly Refusal[] {
    return [...this.#refusals.values()];
  }

  /** Records a failed request; returns false if it is transient or refused as before. */
  isNew(operation: string, error: unknown, taskList?: string): boolean {
    if (failureKind(error) === 'transient') return false;
    if (!SwfError.is(error)) return true;
    const key = keyOf(operation, taskList);
    const known = this.#refusals.get(key)?.error;
    if (known?.code === error.code && known.fault === error.fault) return false;
    this.#refusals.set(key, { operation, taskList, error, since: new Date() });
    return true;
  }

  /** Records that SWF accepts requests of the operation. */
  end(operation: string, taskList?: string): void {
    this.#refusals.delete(keyOf(operation, taskList));
  }
}

function keyOf(operation: string, taskList: string | undefined): string {
  return `${operation} ${taskList}`;
}
