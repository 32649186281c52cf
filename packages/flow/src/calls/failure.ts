import { failureOf } from '@swf/actors';
import { decode, decodeAny, encode, type PayloadCodec } from '../definitions/payload.js';

/** How messages put it if SWF has no reason. */
export const NO_REASON = 'no reason given';

/** What a failure says: the error that the worker threw, revived, or its details as they are. */
export interface RevivedFailure {
  readonly cause?: Error;
  readonly details?: unknown;
}

interface LambdaPicture {
  readonly errorType?: unknown;
  readonly errorMessage?: unknown;
}

interface ErrorPicture {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly failures?: unknown;
  readonly code?: unknown;
  readonly retryable?: unknown;
}

/**
 * Describes anything that was thrown, for SWF; never throws. The codec writes the details, without
 * stack and causes if it would make them too long.
 */
export function describeFailure(
  thrown: unknown,
  codec: PayloadCodec | undefined,
): { readonly reason: string; readonly details: string | undefined } {
  const { reason, details } = failureOf(thrown);
  if (codec === undefined) return { reason, details };
  const picture: unknown = JSON.parse(details);
  return { reason, details: encoded(picture, codec) ?? encoded(headlineOf(picture), codec) };
}

function encoded(picture: unknown, codec: PayloadCodec): string | undefined {
  try {
    return encode('details', picture, codec);
  } catch {
    return undefined;
  }
}

function headlineOf(picture: unknown): unknown {
  if (!isPicture(picture)) return undefined;
  const { name, message, code, retryable } = picture;
  return { name, message, code, retryable };
}

/**
 * Revives the error in the details of a failure, as `@swf/actors` writes it; other details stay
 * what they are.
 */
export function reviveFailure(
  reason: string | undefined,
  details: string | undefined,
  codec?: PayloadCodec,
): RevivedFailure {
  if (details === undefined) return reason === undefined ? {} : { cause: new Error(reason) };
  const picture = decodeAny(details, codec);
  return isPicture(picture)
    ? { cause: revive(picture), details: picture }
    : { cause: new Error(reason), details: picture };
}

/** Revives the error that a Lambda function threw, as Lambda describes it. */
export function reviveLambdaFailure(reason: string | undefined, details: string | undefined): RevivedFailure {
  const picture = decode(details, undefined);
  const { errorType = 'Error', errorMessage } = Object(picture) as LambdaPicture;
  if (errorMessage === undefined) return reviveFailure(reason, details);
  return { cause: revive({ name: errorType, message: errorMessage }), details: picture };
}

function revive(picture: ErrorPicture): Error {
  const { name, message, stack, cause, errors, failures, ...others } = picture;
  const options = cause === undefined ? undefined : { cause: revived(cause) };
  const error = Array.isArray(errors)
    ? new AggregateError(errors.map(revived), String(message), options)
    : new Error(String(message), options);
  return Object.assign(error, others, {
    name: String(name),
    ...(typeof stack === 'string' && { stack }),
    ...(Array.isArray(failures) && { failures: failures.map(revived) }),
  });
}

/** Revives an error that was described; what is no error stays as it is. */
export function revived(value: unknown): unknown {
  return isPicture(value) ? revive(value) : value;
}

function isPicture(value: unknown): value is ErrorPicture {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}
