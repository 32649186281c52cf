import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { describeResource, InvalidArgumentError, type ResourceContext } from '@swf/settings/errors';
import { checkOneOf } from '@swf/settings/wire';

/** The status given, `REGISTERED` where none is. */
export function keepStatus(status: RegistrationStatus = 'REGISTERED'): RegistrationStatus {
  return checkOneOf('status', status, ['REGISTERED', 'DEPRECATED']);
}

/** Throws `InvalidArgumentError` for a model that says it is deprecated: SWF registers nothing as deprecated. */
export function checkSavable(model: { readonly status: RegistrationStatus; readonly resource: ResourceContext }): void {
  if (model.status === 'REGISTERED') return;
  throw new InvalidArgumentError(
    `${describeResource(model.resource)}: status must be REGISTERED to save it, not ${model.status}; to use a deprecated one again, undeprecate it`,
  );
}
