import { SwfError } from '@swf/settings/errors';

/** The thread or process of an activity ended under it: it crashed, left, or ran out of memory; `code` is `ISOLATION`, `cause` tells how. */
export class IsolationError extends SwfError {
  constructor(message: string, options?: ErrorOptions) {
    super('ISOLATION', message, options);
    this.name = 'IsolationError';
  }

  static override is(value: unknown): value is IsolationError {
    return SwfError.is(value) && value.code === 'ISOLATION';
  }
}
