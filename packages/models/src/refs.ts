import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength, checkName, LIMITS, show } from '@swf/settings/wire';
import { checkReceivedName } from './optional.js';
import { Value } from './value.js';

/** Anything that names a domain: a `Domain` of any copy of this package, or `{ name }`. */
export interface DomainRef {
  readonly name: string;
}

/** Anything that names an activity type or workflow type. */
export interface TypeRef {
  readonly name: string;
  readonly version: string;
}

/** One run of a workflow execution. */
export interface ExecutionRef {
  readonly workflowId: string;
  readonly runId: string;
}

/**
 * Returns the domain as an immutable object keeps it: a model itself, anything else as a frozen `{ name }`.
 *
 * @throws `InvalidArgumentError` if it is not a domain, or its name breaks SWF's rules.
 */
export function checkDomain(domain: DomainRef): DomainRef {
  if (typeof domain !== 'object' || domain === null) {
    throw new InvalidArgumentError(`domain must be a Domain or { name }, got ${show(domain)}`);
  }
  checkName('domain.name', domain.name);
  return Object.isFrozen(domain) || domain instanceof Value ? domain : Object.freeze({ name: domain.name });
}

/** Returns a frozen copy of the name and version of a type that SWF has. */
export function checkType(field: string, type: TypeRef): TypeRef {
  return Object.freeze({
    name: checkReceivedName(`${field}.name`, type?.name),
    version: checkReceivedName(`${field}.version`, type.version, { max: LIMITS.version }),
  });
}

/** Returns a frozen copy of the workflow id and run id of a run that SWF has. */
export function checkExecution(field: string, execution: ExecutionRef): ExecutionRef {
  return Object.freeze({
    workflowId: checkReceivedName(`${field}.workflowId`, execution?.workflowId),
    runId: checkRunId(`${field}.runId`, execution.runId),
  });
}

/** Checks a run id. */
export function checkRunId(field: string, value: string): string {
  return checkLength(field, value, { min: 1, max: LIMITS.runId });
}
