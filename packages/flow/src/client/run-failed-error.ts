import { SwfError } from '@swf/settings/errors';
import { reviveFailure } from '../calls/failure.js';
import type { PayloadCodec } from '../definitions/payload.js';

/** The run did not complete; `code` is `RUN_FAILED`, `cause` what its function threw. */
export class RunFailedError extends SwfError {
  readonly closeStatus: string;
  readonly reason: string | undefined;
  readonly details: string | undefined;

  constructor(
    workflowId: string,
    { closeStatus, reason, details }: Pick<RunFailedError, 'closeStatus' | 'reason' | 'details'>,
    codec?: PayloadCodec,
  ) {
    const why = reason === undefined ? '' : `: ${reason}`;
    super(
      'RUN_FAILED',
      `workflow execution ${workflowId} is ${closeStatus}${why}`,
      reviveFailure(reason, details, codec),
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
