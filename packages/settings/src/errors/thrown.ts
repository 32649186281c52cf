import { FAULTS } from './faults.js';

/** The members by which errors of the SDK, Node and credentials providers are recognized. */
export interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  /** Node's name of a network or TLS failure. */
  readonly code?: unknown;
  /** Where `fetch` keeps the network failure. */
  readonly cause?: unknown;
  /** Set by the SDK if the answer could be read as an error. */
  readonly $fault?: unknown;
  /** The error's type with its namespace, as AWS writes it in the body of an answer. */
  readonly __type?: unknown;
  /** Set by the SDK if there is an answer, from SWF or not. */
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string } | undefined;
}

// The SDK's name for an error whose answer names none, and its message for one without a message.
const NO_NAME = 'Unknown';
const NO_MESSAGE = 'UnknownError';

// The SDK adds this to what it cannot read. The field is hidden, and on the cause, not on the
// translated error.
const HIDDEN_FIELD_HINT = /\s*Deserialization error: to see the raw response, inspect the hidden field .*$/s;

/** Returns any thrown value as an object. */
export function thrownObject(error: unknown): Thrown {
  return typeof error === 'object' && error !== null ? error : { message: error };
}

/**
 * Returns the name of the fault if SWF or AWS sent it.
 *
 * Gateways send pages and bodies of their own, which have neither a request id nor a type. Names
 * that only SWF uses are trusted without either, and so are errors without an answer, which test
 * doubles throw.
 */
export function faultName({ name, $fault, __type, $metadata }: Thrown): string | undefined {
  const fault = textOf(name);
  if (fault === undefined || fault === NO_NAME) return undefined;
  if (Object.hasOwn(FAULTS, fault) && (fault.endsWith('Fault') || $metadata?.httpStatusCode === undefined))
    return fault;
  const isFromAws = $metadata?.requestId !== undefined || typeof __type === 'string';
  return $fault !== undefined && isFromAws ? fault : undefined;
}

/** Returns Node's name of a network or TLS failure. */
export function networkFailure({ name, code, cause, $fault }: Thrown): string | undefined {
  // Not a body with a `code`, which the SDK copies to the error.
  if ($fault !== undefined) return undefined;
  const found = code ?? (typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined);
  // Node's errors about arguments also have a code.
  if (typeof found === 'string' && !found.startsWith('ERR_INVALID')) return found;
  return name === 'TimeoutError' ? name : undefined;
}

/** Returns what the service or the network says, without the SDK's additions. */
export function detailOf({ message, code }: Thrown): string | undefined {
  const text = textOf(message)?.replace(HIDDEN_FIELD_HINT, '');
  // A refused connection may have only a code.
  return text === undefined || text === '' || text === NO_MESSAGE ? textOf(code) : text;
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
