import { describeResource, InvalidArgumentError, type ResourceContext, ResponseError } from '@swf/settings/errors';
import { checkObject, type ExecutionRef, parseTimestamp, preview, type TypeRef } from '@swf/settings/wire';

/**
 * Data from SWF in the notation of any source: the SDK, SWF's JSON, an EventBridge event, a file.
 *
 * Instants are `Date`s, ISO 8601 strings, or seconds or milliseconds since 1970. `null` means
 * absent.
 */
export type Received<Data> = Data extends Date
  ? Date | string | number
  : Data extends object
    ? { readonly [Member in keyof Data]: Received<Data[Member]> | null }
    : Data;

/** Received data whose nulls are gone. */
export type WithoutNulls<Data> = Data extends Date
  ? Date | string | number
  : Data extends object
    ? { readonly [Member in keyof Data]: WithoutNulls<Data[Member]> }
    : Data;

/**
 * Returns received data without its nulls.
 *
 * @throws `InvalidArgumentError` if it is not an object.
 */
export function withoutNulls<Data extends object>(field: string, data: Received<Data>): WithoutNulls<Data> {
  const given = checkObject(field, data as object);
  return (hasNull(given) ? drop(given) : given) as WithoutNulls<Data>;
}

/**
 * Returns a received instant as a `Date`.
 *
 * @throws `InvalidArgumentError` if it is not an instant.
 */
export function receivedInstant(field: string, value: Date | string | number | undefined): Date | undefined {
  const instant = parseTimestamp(value);
  if (instant === undefined || !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError(
    `${field} must be a Date, an ISO 8601 string, or seconds or milliseconds since 1970, got ${preview(value)}`,
  );
}

/** Checks for nulls. The SDK's answers have none, and need no copy. */
function hasNull(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  if (Array.isArray(value)) return value.some(hasNull);
  for (const name in value) if (hasNull((value as Readonly<Record<string, unknown>>)[name])) return true;
  return false;
}

function drop(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(drop);
  if (typeof value !== 'object' || Object.prototype.toString.call(value) === '[object Date]') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, drop(member)]));
}

/** A structure whose members may be missing according to SWF's model. */
type Incomplete<Structure> = { readonly [Member in keyof Structure]: Structure[Member] | undefined };

/**
 * Returns a member of an answer, which SWF always sends.
 *
 * @throws `ResponseError` naming the resource and the member if it is missing.
 */
export function required<T>(member: string, value: T | undefined, resource?: ResourceContext): T {
  if (value !== undefined) return value;
  throw new ResponseError(`${answerFor(resource)} has no ${member}`);
}

/**
 * Returns the type in an answer.
 *
 * @throws `ResponseError` if it is missing.
 */
export function requiredType(
  member: string,
  type: Incomplete<TypeRef> | undefined,
  resource?: ResourceContext,
): TypeRef {
  const { name, version } = required(member, type, resource);
  return {
    name: required(`${member}.name`, name, resource),
    version: required(`${member}.version`, version, resource),
  };
}

/**
 * Returns the run in an answer.
 *
 * @throws `ResponseError` if it is missing.
 */
export function requiredExecution(
  member: string,
  execution: Incomplete<ExecutionRef> | undefined,
  resource?: ResourceContext,
): ExecutionRef {
  const { workflowId, runId } = required(member, execution, resource);
  return {
    workflowId: required(`${member}.workflowId`, workflowId, resource),
    runId: required(`${member}.runId`, runId, resource),
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
