import { describeResource, type ResourceContext, ResponseError } from '@swf/settings/errors';
import type { ExecutionRef, TypeRef } from './refs.js';

/** Members of an answer that SWF's model says may be missing. */
type Told<Ref> = { readonly [Member in keyof Ref]: Ref[Member] | undefined };

/** A member that SWF always answers with. Throws `ResponseError` naming what was asked about, and the member, where it is missing. */
export function answered<T>(member: string, value: T | undefined, resource?: ResourceContext): T {
  if (value !== undefined) return value;
  const subject = resource ? `${describeResource(resource)} was answered` : 'SWF answered';
  throw new ResponseError(`${subject} without ${member}`);
}

/** A type that SWF always answers with. */
export function answeredType(member: string, type: Told<TypeRef> | undefined, resource?: ResourceContext): TypeRef {
  const { name, version } = answered(member, type, resource);
  return {
    name: answered(`${member}.name`, name, resource),
    version: answered(`${member}.version`, version, resource),
  };
}

/** A run that SWF always answers with. */
export function answeredExecution(
  member: string,
  execution: Told<ExecutionRef> | undefined,
  resource?: ResourceContext,
): ExecutionRef {
  const { workflowId, runId } = answered(member, execution, resource);
  return {
    workflowId: answered(`${member}.workflowId`, workflowId, resource),
    runId: answered(`${member}.runId`, runId, resource),
  };
}
