import { describeResource, type ResourceContext, ResponseError } from '@swf/settings/errors';
import type { ExecutionRef, TypeRef } from './refs.js';

/** Members of an answer that may be missing according to SWF's model. */
type Received<Ref> = { readonly [Member in keyof Ref]: Ref[Member] | undefined };

/** Returns a member of an answer, which SWF always sends. Throws `ResponseError` naming the resource and the member if it is missing. */
export function required<T>(member: string, value: T | undefined, resource?: ResourceContext): T {
  if (value !== undefined) return value;
  throw new ResponseError(`${subject(resource)} has no ${member}`);
}

/** Returns the type in an answer. Throws `ResponseError` if it is missing. */
export function requiredType(member: string, type: Received<TypeRef> | undefined, resource?: ResourceContext): TypeRef {
  const { name, version } = required(member, type, resource);
  return {
    name: required(`${member}.name`, name, resource),
    version: required(`${member}.version`, version, resource),
  };
}

/** Returns the run in an answer. Throws `ResponseError` if it is missing. */
export function requiredExecution(
  member: string,
  execution: Received<ExecutionRef> | undefined,
  resource?: ResourceContext,
): ExecutionRef {
  const { workflowId, runId } = required(member, execution, resource);
  return {
    workflowId: required(`${member}.workflowId`, workflowId, resource),
    runId: required(`${member}.runId`, runId, resource),
  };
}

/** Checks that an answer is about the resource in the request. Throws `ResponseError` if it is about another. */
export function checkSame(resource: ResourceContext, answer: ResourceContext): void {
  if (answer.name === resource.name) return;
  throw new ResponseError(`${subject(resource)} is about ${answer.kind} "${answer.name}"`);
}

function subject(resource: ResourceContext | undefined): string {
  return resource ? `SWF's answer for ${describeResource(resource)}` : "SWF's answer";
}
