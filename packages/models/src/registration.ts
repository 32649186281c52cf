import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { describeResource, InvalidArgumentError, type ResourceContext } from '@swf/settings/errors';
import { checkOneOf } from '@swf/settings/wire';

/** Checks a registration status; absent means `REGISTERED`. */
export function checkStatus(status: RegistrationStatus = 'REGISTERED'): RegistrationStatus {
  return checkOneOf('status', status, ['REGISTERED', 'DEPRECATED']);
}

/** Throws `InvalidArgumentError` if the model is deprecated: SWF registers nothing as deprecated. */
export function checkSavable(model: { readonly status: RegistrationStatus; readonly resource: ResourceContext }): void {
  if (model.status === 'REGISTERED') return;
  const subject = describeResource(model.resource);
  throw new InvalidArgumentError(
    `status of ${subject} must be REGISTERED to save it, got ${model.status}; use undeprecate() to use it again`,
  );
}
