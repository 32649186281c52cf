import type { DomainRef } from '@swf/models';
import { checkName } from '@swf/settings/wire';

/** The domain as a queryset keeps it: itself where it is frozen, as models are, otherwise a frozen copy of its name. */
export function keepDomain(domain: DomainRef): DomainRef {
  checkName('domain.name', domain?.name);
  return Object.isFrozen(domain) ? domain : Object.freeze({ name: domain.name });
}
