import type { ScheduleLambdaFunctionDecisionAttributes } from '@aws-sdk/client-swf';
import { LIMITS, PAYLOAD, required, type Structure, seconds, text } from '@swf/settings/wire';
import { BaseDecision, type Decision } from './decision.js';
import { formatAttributes } from './decision-attributes.js';

/** The attributes of a Lambda function to schedule. */
export interface ScheduleLambdaFunction {
  /** An id that no open Lambda function has; 1 to 256 characters. */
  readonly id: string;
  /** The function's name or ARN, 1 to 64 characters. */
  readonly name: string;
  /** A string, sent as it is, or another JSON value; up to 32,768 characters. */
  readonly input?: unknown;
  /** A payload for the decider itself, returned in LambdaFunctionScheduled. */
  readonly control?: unknown;
  /** Whole seconds, 1 to 900. SWF's default: 900. */
  readonly startToCloseTimeout?: number | undefined;
}

const SCHEDULE_LAMBDA_FUNCTION: Structure<ScheduleLambdaFunction, ScheduleLambdaFunctionDecisionAttributes> = {
  id: required(text({ min: 1, max: LIMITS.lambdaId })),
  name: required(text({ min: 1, max: LIMITS.lambdaName })),
  input: PAYLOAD,
  control: PAYLOAD,
  startToCloseTimeout: seconds({ min: 1, max: LIMITS.lambdaTimeoutInSeconds }),
};

/** The decision about Lambda functions. */
export class LambdaFunctionDecision extends BaseDecision<'ScheduleLambdaFunction'> {
  /**
   * Schedules a Lambda function, which is invoked with the execution's `lambdaRole`.
   *
   * @throws `InvalidArgumentError` if an attribute is unknown or breaks a rule of SWF.
   * @example
   * LambdaFunctionDecision.schedule({
   *   id: 'thumbnail-1',
   *   name: 'thumbnail',
   *   input: { key: 'a.png' },
   *   startToCloseTimeout: 60,
   * });
   */
  static schedule(attributes: ScheduleLambdaFunction): Decision<'ScheduleLambdaFunction'> {
    return new LambdaFunctionDecision(
      'ScheduleLambdaFunction',
      formatAttributes('ScheduleLambdaFunction', SCHEDULE_LAMBDA_FUNCTION, attributes),
    );
  }
}
