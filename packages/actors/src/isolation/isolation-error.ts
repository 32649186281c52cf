import { SwfError } from '@swf/settings/errors';

/**
 * The thread or process of an activity could not start, or ended before the activity did; the message says why, `code` is `ISOLATION`.
 *
 * `cause` is the error that ended it, if there is one.
 */
export class IsolationError extends SwfError {
  constructor(message: string, options?: ErrorOptions) {
    super('ISOLATION', message, options);
    this.name = 'IsolationError';
  }

  static override is(value: unknown): value is IsolationError {
    return SwfError.is(value) && value.code === 'ISOLATION';
  }
}
