import { FAULTS, type Translation } from './faults.js';
import {
  ConnectionError,
  InvalidArgumentError,
  RateLimitExceededError,
  ResponseError,
  SettingsError,
} from './kinds.js';
import { describeResource, type ResourceContext } from './resource.js';
import { SwfError } from './swf-error.js';

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  /** Node's name of a network or TLS failure. */
  readonly code?: unknown;
  /** What the SDK adds to an answer that is an error. */
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string } | undefined;
}

/**
 * Turns what the SDK throws into a {@link SwfError} that names the resource and keeps the original as `cause`.
 *
 * What is a `SwfError` already comes back as it is. Faults are recognised by name, never by their message.
 *
 * @throws `InvalidArgumentError`, with the original as `cause`, where the context is no object.
 *
 * @example
 * throw translateError(error, { kind: 'Domain', name: 'orders' });
 */
export function translateError(error: unknown, context: ResourceContext): SwfError {
  if (SwfError.is(error)) return error;
  if (typeof context !== 'object' || context === null) {
    throw new InvalidArgumentError(`context must be an object that names a resource, not ${String(context)}`, {
      cause: error,
    });
  }
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : { message: error };
  const [ErrorClass, predicate] = classify(thrown);
  const name = textOf(thrown.name);
  const options = {
    cause: error,
    fault: thrown.$metadata?.httpStatusCode === undefined ? undefined : name,
    requestId: thrown.$metadata?.requestId,
  };
  const detail = detailOf(thrown);
  const subject = describeResource(concerned(context, name, detail));
  return new ErrorClass(`${subject} ${predicate}${detail === undefined ? '' : `: ${detail}`}`, options);
}

/** What the message is about: where SWF does not know the domain, or takes nothing new for it, that is the domain. */
function concerned(context: ResourceContext, fault: string | undefined, detail: string | undefined): ResourceContext {
  const { domain } = context;
  if (domain === undefined) return context;
  const isDomain = fault === 'DomainDeprecatedFault' || detail === `Unknown domain: ${domain}`;
  return isDomain ? { kind: 'Domain', name: domain } : context;
}

function classify(thrown: Thrown): Translation {
  const name = textOf(thrown.name) ?? '';
  const status = thrown.$metadata?.httpStatusCode;
  if (Object.hasOwn(FAULTS, name)) return FAULTS[name] as Translation;
  if (status === 429) return [RateLimitExceededError, 'was not reached: the rate limit is exceeded'];
  if (status !== undefined) return [ResponseError, `was answered with ${name || 'an error'} (HTTP ${status})`];
  if (isNetworkFailure(name, thrown.code)) return [ConnectionError, 'was not reached: no answer from SWF'];
  if (thrown.message === 'Region is missing') return [SettingsError, 'was not asked for: there is no region'];
  return [ResponseError, 'was not asked for: the request failed'];
}

/** Node gives network and TLS failures a code, but also wrong arguments; the SDK calls its own timeouts `TimeoutError`. */
function isNetworkFailure(name: string, code: unknown): boolean {
  return name === 'TimeoutError' || (typeof code === 'string' && !code.startsWith('ERR_INVALID'));
}

/** What the service or the network says. A refused connection may have no message but a code, and the SDK fills an empty one with a word. */
function detailOf({ message, code }: Thrown): string | undefined {
  const text = textOf(message);
  return text === undefined || text === 'UnknownError' ? textOf(code) : text;
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
