import { SwfError } from '@swf/settings/errors';
import { failureKind } from './transient.js';

/** Requests of one operation that are refused until somebody acts: credentials, permissions, a missing domain. */
export interface Refusal {
  readonly operation: string;
  /** The first error. */
  readonly error: SwfError;
  readonly since: Date;
}

/** Requests that are being refused, so that each problem is reported once and stays visible while it lasts. */
export class Refusals {
  readonly #refusals = new Map<string, Refusal>();

  /** Current refusals, one for each operation. */
  get current(): readonly Refusal[] {
    return [...this.#refusals.values()];
  }

  /** Records a failed request; false if it is transient, or the same refusal as before. */
  isNew(operation: string, error: unknown): boolean {
    if (failureKind(error) === 'transient') return false;
    if (!SwfError.is(error)) return true;
    const known = this.#refusals.get(operation)?.error;
    if (known?.code === error.code && known.fault === error.fault) return false;
    this.#refusals.set(operation, { operation, error, since: new Date() });
    return true;
  }

  /** Records that SWF takes requests of the operation. */
  end(operation: string): void {
    this.#refusals.delete(operation);
  }
}
