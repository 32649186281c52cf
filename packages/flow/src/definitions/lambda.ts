import { LambdaFunctionDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkLength, checkOptions, LIMITS, type OptionNames, seconds } from '@swf/settings/wire';
import { callSite } from '../calls/call-site.js';
import { openIn, rejected, settle } from '../calls/deferred.js';
import { NO_REASON, type RevivedFailure, reviveLambdaFailure } from '../calls/failure.js';
import { causeOf, isThrottled } from '../calls/refusal.js';
import { afterThrottling, type Wait } from '../calls/throttle.js';
import { DecisionFailedError, LambdaFunctionError } from '../errors/index.js';
import { currentScope } from '../scopes/scope.js';
import { checkCodec } from './checks.js';
import { define } from './definition.js';
import { decode, encode, type PayloadCodec } from './payload.js';
import type { Pending, Wire } from './wire.js';
import { withDefaults } from './with-defaults.js';

/** The options of a Lambda function. */
export interface LambdaCallOptions {
  /** Seconds that it may take, 1 to 900. Default: 900, which is SWF's. */
  readonly startToCloseTimeout?: number | undefined;
  /**
   * Writes the input and reads the result, which are then strings to the function: Lambda takes
   * JSON only. Default: the program's, or else JSON.
   */
  readonly codec?: PayloadCodec | undefined;
}

/** A Lambda function that workflows call. */
export type LambdaDefinition<Input, Result> = (
  input: Input,
  options?: LambdaCallOptions,
) => Pending<Wire<Result>, Result>;

const TIMEOUT = seconds({ min: 1, max: LIMITS.lambdaTimeoutInSeconds });
const LAMBDA_OPTIONS: OptionNames<LambdaCallOptions> = { startToCloseTimeout: true, codec: true };

/**
 * Defines a Lambda function, which SWF invokes with the execution's `lambdaRole`.
 *
 * @example
 * const resize = lambda<Image, Thumbnail>('resize-image', { startToCloseTimeout: 60 });
 */
export function lambda<Input = void, Result = void>(
  name: string,
  options: LambdaCallOptions = {},
): LambdaDefinition<Input, Result> {
  checkLength('name', name, { min: 1, max: LIMITS.lambdaName });
  checkLambdaOptions(options);
  const call = (input: Input, given: LambdaCallOptions = {}) =>
    callLambda(name, withDefaults(checkLambdaOptions(given), options), input) as Pending<Wire<Result>, Result>;
  return define(call, { kind: 'lambda', name, version: '', options });
}

function checkLambdaOptions(options: LambdaCallOptions): LambdaCallOptions {
  const { startToCloseTimeout, codec } = checkOptions('options', options, LAMBDA_OPTIONS);
  checkCodec(codec);
  if (startToCloseTimeout !== undefined) TIMEOUT.check('startToCloseTimeout', startToCloseTimeout);
  return options;
}

function callLambda(name: string, options: LambdaCallOptions, value: unknown): Promise<unknown> {
  const scope = currentScope(`lambda ${name}`);
  if (scope.reason !== undefined) return rejected(scope.reason);
  const { run } = scope;
  const { startToCloseTimeout, codec = run.settings.codec } = options;
  const id = run.ids.next(scope.path, name);
  const what = `lambda function ${id} (${name})`;
  const input = encodeForLambda('input', value, codec);
  const at = callSite(run);
  // SWF cannot cancel a Lambda function that it was asked for.
  const result = openIn<unknown>(scope, what, () => {
    isCanceled = true;
    wait?.cancel();
    run.outbox.withdraw(command);
  });
  const { promise, reject } = result;
  let throttled = 0;
  let wait: Wait | undefined;
  let isCanceled = false;
  const fail = (how: string, failure?: RevivedFailure) => reject(new LambdaFunctionError(what, how, failure));
  const onInput = (event: AnyEvent): void => {
    if (event.is('LambdaFunctionCompleted')) settle(result, () => decodeResult(event.attributes.result, codec));
    else if (event.is('LambdaFunctionFailed')) {
      const { reason, details } = event.attributes;
      const failure = reviveLambdaFailure(reason, details);
      const { message = reason } = failure.cause ?? {};
      fail(`failed: ${reason ?? NO_REASON}${message === reason ? '' : `: ${message}`}`, failure);
    } else if (event.is('LambdaFunctionTimedOut')) fail(`timed out (${event.attributes.timeoutType})`);
    else if (isThrottled(causeOf(event))) {
      if (isCanceled) return;
      throttled += 1;
      wait = afterThrottling(run, throttled, () => {
        wait = undefined;
        command = schedule();
      });
    } else reject(new DecisionFailedError(what, causeOf(event), event.id));
  };
  const decision = () => LambdaFunctionDecision.schedule({ id, name, input, startToCloseTimeout });
  const schedule = () => run.call({ kind: 'lambda', id, typeName: name, what, at, decision }, onInput);
  let command = schedule();
  return promise;
}

/**
 * Returns the payload of a value: the text of a codec as a string, since Lambda takes JSON only.
 */
export function encodeForLambda(field: string, value: unknown, codec: PayloadCodec | undefined): string | undefined {
  const payload = encode(field, value, codec);
  return codec === undefined ? payload : encode(field, payload, undefined);
}

function decodeResult(result: string | undefined, codec: PayloadCodec | undefined): unknown {
  const value = decode(result, undefined);
  return codec !== undefined && typeof value === 'string' ? decode(value, codec) : value;
}
