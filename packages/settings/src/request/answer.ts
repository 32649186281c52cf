import { describeResource, type ResourceContext, ResponseError } from '../errors/index.js';
import type { ExecutionRef, TypeRef } from '../wire/index.js';

/** A structure whose members may be missing according to SWF's model. */
type Incomplete<Structure> = { readonly [Member in keyof Structure]: Structure[Member] | undefined };

/**
 * Returns a member that SWF always sends.
 *
 * @throws `ResponseError` naming the resource and the member if it is missing.
 */
export function requiredMember<T>(member: string, value: T | undefined, resource?: ResourceContext): T {
  if (value !== undefined) return value;
  throw new ResponseError(`${answerFor(resource)} has no ${member}`);
}

/**
 * Returns the type in an answer.
 *
 * @throws `ResponseError` if it is missing or incomplete.
 */
export function requiredType(
  member: string,
  type: Incomplete<TypeRef> | undefined,
  resource?: ResourceContext,
): TypeRef {
  const { name, version } = requiredMember(member, type, resource);
  return {
    name: requiredMember(`${member}.name`, name, resource),
    version: requiredMember(`${member}.version`, version, resource),
  };
}

/**
 * Returns the run in an answer.
 *
 * @throws `ResponseError` if it is missing or incomplete.
 */
export function requiredExecution(
  member: string,
  execution: Incomplete<ExecutionRef> | undefined,
  resource?: ResourceContext,
): ExecutionRef {
  const { workflowId, runId } = requiredMember(member, execution, resource);
  return {
    workflowId: requiredMember(`${member}.workflowId`, workflowId, resource),
    runId: requiredMember(`${member}.runId`, runId, resource),
  };
}

/**
 * Checks that an answer is about the resource in the request.
 *
 * @throws `ResponseError` if it is about another.
 */
export function checkSame(resource: ResourceContext, answer: ResourceContext): void {
  if (answer.name === resource.name) return;
  throw new ResponseError(`${answerFor(resource)} is about ${answer.kind} "${answer.name}"`);
}

function answerFor(resource: ResourceContext | undefined): string {
  return resource ? `SWF's answer for ${describeResource(resource)}` : "SWF's answer";
}
