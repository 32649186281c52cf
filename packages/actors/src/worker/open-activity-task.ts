import {
  type $Command,
  RecordActivityTaskHeartbeatCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  type RespondActivityTaskFailedInput,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  type SWFClientResolvedConfig,
} from '@aws-sdk/client-swf';
import type { DomainRef } from '@swf/models';
import { type RequestOptions, send } from '@swf/settings/request';
import { checkLength, checkOptions, DOMAIN_REF, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { previewToken } from '../failures/truncate.js';

/** Why an activity failed. */
export interface ActivityFailureOptions {
  /** At most 256 characters. */
  readonly reason?: string | undefined;
  /** A string as it is, any other JSON encoded; at most 32,768 characters. */
  readonly details?: unknown;
}

/** What a canceled activity leaves behind. */
export interface ActivityCancellationOptions {
  /** A string as it is, any other JSON encoded; at most 32,768 characters. */
  readonly details?: unknown;
}

const FAILURE_NAMES: OptionNames<ActivityFailureOptions> = { reason: true, details: true };
const CANCELLATION_NAMES: OptionNames<ActivityCancellationOptions> = { details: true };

/**
 * An open activity task known only by its token, to be completed from any process.
 *
 * The counterpart of `completeLater`. Each method is one request, and only the SDK retries it.
 *
 * @example
 * await new OpenActivityTask(taskToken).complete({ approved: true });
 */
export class OpenActivityTask {
  readonly taskToken: string;
  readonly #domain: string | undefined;

  /**
   * @param domain only named in errors: SWF knows the domain of a token.
   * @throws `InvalidArgumentError` for an invalid token or domain.
   */
  constructor(taskToken: string, domain?: DomainRef) {
    this.taskToken = checkLength('taskToken', taskToken, { min: 1, max: LIMITS.taskToken });
    this.#domain = domain === undefined ? undefined : DOMAIN_REF.check('domain', domain).name;
  }

  /**
   * Completes the activity.
   *
   * @throws `InvalidArgumentError`, before sending, for a result that cannot be JSON or exceeds
   * 32,768 characters.
   * @throws `DoesNotExistError` if the task is closed, perhaps by an earlier try whose reply was
   * lost.
   */
  async complete(result?: unknown, options?: RequestOptions): Promise<void> {
    const { taskToken } = this;
    const encoded = encodePayload('result', result, LIMITS.data);
    await this.#send(new RespondActivityTaskCompletedCommand({ taskToken, result: encoded }), options);
  }

  /**
   * Fails the activity.
   *
   * @throws `InvalidArgumentError`, before sending, for a reason or details that are too long, and
   * for details that cannot be JSON.
   * @throws `DoesNotExistError` if the task is closed.
   */
  async fail(failure: ActivityFailureOptions = {}, options?: RequestOptions): Promise<void> {
    const { taskToken } = this;
    await this.#send(new RespondActivityTaskFailedCommand({ taskToken, ...encodeFailure(failure) }), options);
  }

  /**
   * Closes the activity as canceled.
   *
   * @throws `InvalidArgumentError`, before sending, for details that cannot be JSON or exceed
   * 32,768 characters.
   * @throws `DoesNotExistError` if the task is closed.
   */
  async cancel(cancellation: ActivityCancellationOptions = {}, options?: RequestOptions): Promise<void> {
    const { details } = checkOptions('cancellation', cancellation, CANCELLATION_NAMES);
    const { taskToken } = this;
    const encoded = encodePayload('details', details, LIMITS.data);
    await this.#send(new RespondActivityTaskCanceledCommand({ taskToken, details: encoded }), options);
  }

  /**
   * Records a heartbeat; resolves to whether the cancellation of the activity was requested.
   *
   * @throws `InvalidArgumentError`, before sending, for details that cannot be JSON or exceed 2,048
   * characters.
   * @throws `DoesNotExistError` if the task is closed.
   */
  async heartbeat(details?: unknown, options?: RequestOptions): Promise<{ readonly cancelRequested: boolean }> {
    const { taskToken } = this;
    const encoded = encodePayload('details', details, LIMITS.heartbeatDetails);
    const answer = await this.#send(new RecordActivityTaskHeartbeatCommand({ taskToken, details: encoded }), options);
    return { cancelRequested: answer.cancelRequested ?? false };
  }

  #send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    command: $Command<Input, Output, SWFClientResolvedConfig>,
    options?: RequestOptions,
  ): Promise<Output> {
    const resource = {
      kind: 'ActivityTask',
      name: previewToken(this.taskToken),
      domain: this.#domain,
      mustBeOpen: true,
    };
    return send(command, resource, options);
  }
}

/**
 * Returns a failure as it is sent.
 *
 * @throws `InvalidArgumentError` for a reason or details that SWF would refuse.
 */
export function encodeFailure(failure: ActivityFailureOptions): Omit<RespondActivityTaskFailedInput, 'taskToken'> {
  const { reason, details } = checkOptions('failure', failure, FAILURE_NAMES);
  return {
    reason: reason === undefined ? undefined : checkLength('reason', reason, { max: LIMITS.reason }),
    details: encodePayload('details', details, LIMITS.data),
  };
}
