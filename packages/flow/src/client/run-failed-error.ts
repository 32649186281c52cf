import { SwfError } from '@swf/settings/errors';
import { reviveFailure } from '../calls/failure.js';
import type { PayloadCodec } from '../definitions/payload.js';

/** The run did not complete; `code` is `RUN_FAILED`, `cause` what its function threw. */
export class RunFailedError extends SwfError {
  readonly closeStatus: string;
  /**
   * Why, in one line: what the function threw, what terminated the run, or which timeout passed. A
   * canceled run has no reason of its own: it was requested to cancel.
   */
  readonly reason: string;
  readonly details: string | undefined;

  constructor(
    workflowId: string,
    { closeStatus, reason, details }: Pick<RunFailedError, 'closeStatus' | 'reason' | 'details'>,
    codec?: PayloadCodec,
  ) {
    super(
      'RUN_FAILED',
      `workflow execution ${workflowId} is ${closeStatus}: ${reason}`,
      closeStatus === 'FAILED' ? reviveFailure(reason, details, codec) : undefined,
    );
    this.name = 'RunFailedError';
    this.closeStatus = closeStatus;
    this.reason = reason;
    this.details = details;
  }

  static override is(value: unknown): value is RunFailedError {
    return SwfError.is(value) && value.code === 'RUN_FAILED';
  }
}
