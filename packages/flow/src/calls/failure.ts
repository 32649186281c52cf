import { decode, type PayloadCodec } from '../definitions/payload.js';

/** What a failure says: the error that the worker threw, revived, or its details as they are. */
export interface RevivedFailure {
  readonly cause?: unknown;
  readonly details?: unknown;
}

interface ErrorPicture {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
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
  const picture = parse(details, codec);
  return isPicture(picture)
    ? { cause: revive(picture), details: picture }
    : { cause: new Error(reason), details: picture };
}

function revive(picture: ErrorPicture): Error {
  const { name, message, stack, cause, ...others } = picture;
  const error = new Error(String(message), isPicture(cause) ? { cause: revive(cause) } : undefined);
  return Object.assign(error, others, { name: String(name), ...(typeof stack === 'string' && { stack }) });
}

function isPicture(value: unknown): value is ErrorPicture {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}

/** Workers and other programs may not know the codec: what it cannot read is read as JSON. */
function parse(text: string, codec: PayloadCodec | undefined): unknown {
  try {
    return decode(text, codec);
  } catch {
    return codec === undefined ? text : decode(text);
  }
}
