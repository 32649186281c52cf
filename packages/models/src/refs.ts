import { checkLength, checkName, LIMITS } from '@swf/settings/wire';
import { checkToldName } from './keep.js';

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

/** The domain as an immutable object keeps it: itself where it is frozen, as models are, otherwise a frozen copy of its name. Throws `InvalidArgumentError` where it has no name that SWF takes. */
export function checkDomain(domain: DomainRef): DomainRef {
  checkName('domain.name', domain?.name);
  return Object.isFrozen(domain) ? domain : Object.freeze({ name: domain.name });
}

/** A frozen copy of what names a type that SWF has. */
export function checkType(field: string, type: TypeRef): TypeRef {
  return Object.freeze({
    name: checkToldName(`${field}.name`, type?.name),
    version: checkToldName(`${field}.version`, type.version, { max: LIMITS.version }),
  });
}

/** A frozen copy of what names a run that SWF has. */
export function checkExecution(field: string, execution: ExecutionRef): ExecutionRef {
  return Object.freeze({
    workflowId: checkToldName(`${field}.workflowId`, execution?.workflowId),
    runId: checkRunId(`${field}.runId`, execution.runId),
  });
}

/** A run id. */
export function checkRunId(field: string, value: string): string {
  return checkLength(field, value, { min: 1, max: LIMITS.runId });
}
