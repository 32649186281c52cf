import { isOfCredentials, SwfError } from '@swf/settings/errors';
import { failureKind } from './failure-kind.js';

/** An operation that is refused until somebody acts: credentials, permissions, a missing domain. */
export interface Refusal {
  readonly operation: string;
  /** The task list of a poll. */
  readonly taskList: string | undefined;
  /** The first error. */
  readonly error: SwfError;
  readonly since: Date;
}

/** What a request is about, which may have permissions of its own. */
export interface RequestSubject {
  /** The task list of a poll. */
  readonly taskList?: string | undefined;
  /** The activity type that is described. */
  readonly activityType?: string | undefined;
}

interface Entry {
  readonly refusal: Refusal;
  readonly retriedBy: Set<unknown>;
}

/**
 * The operations that are refused, so that each problem is reported once and visible while it
 * lasts.
 */
export class Refusals {
  readonly #entries = new Map<string, Entry>();

  /** The refusals of requests that are still retried, one for each operation and subject. */
  get current(): readonly Refusal[] {
    return [...this.#entries.values()].filter(({ retriedBy }) => retriedBy.size > 0).map(({ refusal }) => refusal);
  }

  /**
   * Records a failed request and what will retry it; returns false if it is transient or refused as
   * before.
   */
  isNew(operation: string, error: unknown, subject: RequestSubject, retrier: unknown): boolean {
    if (failureKind(error) === 'transient') return false;
    if (!SwfError.is(error)) return true;
    const key = keyOf(operation, subject);
    const { refusal: known, retriedBy = new Set() } = this.#entries.get(key) ?? {};
    retriedBy.add(retrier);
    if (known?.error.code === error.code && known.error.fault === error.fault) return false;
    const refusal = { operation, taskList: subject.taskList, error, since: new Date() };
    this.#entries.set(key, { refusal, retriedBy });
    return true;
  }

  /**
   * Records that SWF accepts requests of the operation, and with them the credentials, which others
   * may have been refused for.
   */
  accepted(operation: string, subject: RequestSubject): void {
    this.#entries.delete(keyOf(operation, subject));
    for (const { refusal, retriedBy } of this.#entries.values()) {
      if (isOfCredentials(refusal.error)) retriedBy.clear();
    }
  }

  /**
   * Records that nothing is retried any more for a task or type. Its refusals are not current then,
   * but not new either when the next one meets them.
   */
  givenUp(retrier: unknown): void {
    for (const { retriedBy } of this.#entries.values()) retriedBy.delete(retrier);
  }
}

function keyOf(operation: string, { taskList, activityType }: RequestSubject): string {
  return `${operation} ${taskList ?? activityType}`;
}
