import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkLength, LIMITS } from '@swf/settings/wire';
import { checkName } from './name.js';

/** A type by its name and version; an `ActivityType` or `WorkflowType` model is one. */
export interface TypeRef {
  readonly name: string;
  readonly version: string;
}

/** A task list by its name, or anything that has one. */
export type TaskListRef = string | { readonly name: string };

/** What becomes of an open child when its parent is terminated or times out. */
export type ChildPolicy = 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';

const CHILD_POLICIES: readonly string[] = ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'];
const PRIORITY = { min: -2_147_483_648, max: 2_147_483_647 };
const ONE_YEAR_IN_SECONDS = 31_536_000;

export function formatType(field: string, type: TypeRef): TypeRef {
  if (typeof type !== 'object' || type === null) {
    throw new InvalidArgumentError(`${field} must be { name, version }, not ${String(type)}`);
  }
  return Object.freeze({
    name: checkName(`${field}.name`, type.name, LIMITS.name),
    version: checkName(`${field}.version`, type.version, LIMITS.version),
  });
}

export function formatTaskList(field: string, taskList: TaskListRef | undefined): { name: string } | undefined {
  if (taskList === undefined) return undefined;
  const name = typeof taskList === 'object' && taskList !== null ? taskList.name : taskList;
  return Object.freeze({ name: checkName(field, name, LIMITS.name) });
}

export function formatPriority(field: string, priority: number | undefined): string | undefined {
  return priority === undefined ? undefined : String(checkInteger(field, priority, PRIORITY));
}

/** Seconds where SWF does not take `NONE`. */
export function formatSeconds(field: string, seconds: number, min = 0, max = ONE_YEAR_IN_SECONDS): string {
  return String(checkInteger(field, seconds, { min, max }));
}

export function checkChildPolicy(field: string, childPolicy: ChildPolicy | undefined): ChildPolicy | undefined {
  if (childPolicy !== undefined && !CHILD_POLICIES.includes(childPolicy)) {
    throw new InvalidArgumentError(`${field} must be one of ${CHILD_POLICIES.join(', ')}, not ${String(childPolicy)}`);
  }
  return childPolicy;
}

export function formatTagList(field: string, tagList: readonly string[] | undefined): string[] | undefined {
  if (tagList === undefined) return undefined;
  if (!Array.isArray(tagList)) throw new InvalidArgumentError(`${field} must be a list, not ${String(tagList)}`);
  if (tagList.length > LIMITS.tagsPerExecution) {
    throw new InvalidArgumentError(`${field} must have 0 to ${LIMITS.tagsPerExecution} tags, not ${tagList.length}`);
  }
  const tags = tagList.map((tag, index) => checkLength(`${field}[${index}]`, tag, { max: LIMITS.tag }));
  Object.freeze(tags);
  return tags;
}

/** The string, if it is given and within its length; absent stays absent. */
export function checkOptional(
  field: string,
  value: string | undefined,
  bounds: { readonly min?: number; readonly max: number },
): string | undefined {
  return value === undefined ? undefined : checkLength(field, value, bounds);
}

/**
 * The attributes without those that are undefined, frozen.
 *
 * Throws `InvalidArgumentError` where `given` has a member that the decision has not: SWF would drop it without a word.
 */
export function attributesOf<Attributes extends object>(
  decision: string,
  given: object,
  attributes: Attributes,
): Attributes {
  for (const name of Object.keys(given)) {
    if (!(name in attributes)) throw new InvalidArgumentError(`${decision} has no attribute "${name}"`);
  }
  const sent = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
  return Object.freeze(sent) as Attributes;
}
