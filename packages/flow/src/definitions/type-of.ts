import { ActivityType, type DomainRef, WorkflowType } from '@swf/models';
import type { ActivityCallOptions } from './activity-options.js';
import { definedAs } from './definition.js';
import type { Pending } from './wire.js';
import type { WorkflowDefinition } from './workflow.js';

type AnyActivity = (input: never, options?: ActivityCallOptions) => Pending<unknown, unknown, unknown>;
type AnyWorkflow = Pick<WorkflowDefinition<never, unknown>, 'child'>;

/**
 * Returns the name and version of a definition's type.
 *
 * @example
 * typeOf(charge); // { name: 'charge-card', version: '1.0' }
 */
export function typeOf(definition: AnyActivity | AnyWorkflow): { readonly name: string; readonly version: string } {
  const { name, version } = definedAs('definition', definition, 'activity', 'workflow');
  return Object.freeze({ name, version });
}

/** Returns the model of a definition's type, to describe, deprecate or count it. */
export function modelOf(definition: AnyActivity, domain: DomainRef): ActivityType;
export function modelOf(definition: AnyWorkflow, domain: DomainRef): WorkflowType;
export function modelOf(definition: AnyActivity | AnyWorkflow, domain: DomainRef): ActivityType | WorkflowType {
  const { kind, name, version } = definedAs('definition', definition, 'activity', 'workflow');
  return kind === 'activity' ? new ActivityType(domain, name, version) : new WorkflowType(domain, name, version);
}
