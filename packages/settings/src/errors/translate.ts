import { FAULTS, THROTTLED, type Translation } from './faults.js';
import { ConnectionError, InvalidArgumentError, ResponseError, SettingsError } from './kinds.js';
import { describeResource, type ResourceContext, SwfError } from './swf-error.js';
import { detailOf, faultName, networkFailure, type Thrown, thrownObject } from './thrown.js';

// The SDK's message; its error has no name of its own.
const NO_REGION = 'Region is missing';

/**
 * Turns what the SDK throws into a {@link SwfError} that names the resource and keeps the original
 * as `cause`.
 *
 * Returns a `SwfError` unchanged. Faults are recognized by name, never by message. An answer that
 * is not SWF's (a gateway's page, an empty or broken body) is a `ConnectionError`, whatever its
 * status.
 *
 * @throws `InvalidArgumentError`, with the original as `cause`, if the context is not an object.
 *
 * @example
 * throw translateError(error, { kind: 'Domain', name: 'orders' });
 */
export function translateError(error: unknown, context: ResourceContext): SwfError {
  if (SwfError.is(error)) return error;
  if (typeof context !== 'object' || context === null) {
    throw new InvalidArgumentError(`context must be an object that names a resource, got ${String(context)}`, {
      cause: error,
    });
  }
  const thrown = thrownObject(error);
  const fault = faultName(thrown);
  const [ErrorClass, predicate] = fault === undefined ? withoutFault(thrown) : withFault(fault, thrown);
  // The predicate says it already, with the remedy.
  const detail = thrown.message === NO_REGION ? undefined : detailOf(thrown);
  const { mustBeOpen, ...resource } = concerned(context, fault, detail);
  const isMaybeClosed = fault === 'UnknownResourceFault' && mustBeOpen;
  const message = `${describeResource(resource)}${isMaybeClosed ? ' is closed or unknown' : predicate}`;
  return new ErrorClass(detail === undefined ? message : `${message}: ${detail}`, {
    cause: error,
    fault,
    requestId: thrown.$metadata?.requestId,
    resource,
  });
}

/**
 * The resource that the fault is about: the domain, if SWF does not know it or it is deprecated.
 */
function concerned(context: ResourceContext, fault: string | undefined, detail: string | undefined): ResourceContext {
  const { domain } = context;
  if (domain === undefined) return context;
  const isDomain = fault === 'DomainDeprecatedFault' || detail === `Unknown domain: ${domain}`;
  return isDomain ? { kind: 'Domain', name: domain } : context;
}

function withFault(fault: string, { $metadata }: Thrown): Translation {
  if (Object.hasOwn(FAULTS, fault)) return FAULTS[fault] as Translation;
  if ($metadata?.httpStatusCode === 429) return THROTTLED;
  return [ResponseError, `: SWF answered ${fault} (HTTP ${$metadata?.httpStatusCode})`];
}

function withoutFault(thrown: Thrown): Translation {
  const status = thrown.$metadata?.httpStatusCode;
  if (networkFailure(thrown) !== undefined) return [ConnectionError, ': no answer from SWF'];
  if (status === 429) return THROTTLED;
  if (status !== undefined) return [ConnectionError, `: the answer is not SWF's (HTTP ${status})`];
  if (thrown.name === 'CredentialsProviderError')
    return [SettingsError, ': no credentials found; set AWS_PROFILE, or the setting profile'];
  if (thrown.message === NO_REGION) {
    return [SettingsError, ': no region is set; set AWS_REGION, or the setting region'];
  }
  return [ResponseError, ': request failed before it was sent'];
}
