import { InvalidArgumentError } from '@swf/settings/errors';
import { type OptionNames, preview, type Timeout } from '@swf/settings/wire';
import { formatType, type TaskListRef, type TypeRef } from '../refs.js';

/**
 * An activity type as SWF has it; an `ActivityType` read by `get()`, `upstream()` or a listing is
 * one.
 *
 * Listings carry no defaults, and a type that was not read from SWF has no status. So a missing
 * default counts as missing in SWF only if the type has a `status` and at least one other default.
 */
export interface DescribedActivityType extends TypeRef {
  /** `REGISTERED` or `DEPRECATED`. */
  readonly status?: string | undefined;
  readonly defaultTaskList?: TaskListRef | undefined;
  readonly defaultTaskPriority?: number | undefined;
  readonly defaultTaskScheduleToStartTimeout?: Timeout | undefined;
  readonly defaultTaskScheduleToCloseTimeout?: Timeout | undefined;
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  readonly defaultTaskHeartbeatTimeout?: Timeout | undefined;
}

/**
 * A workflow type as SWF has it, with the rule of {@link DescribedActivityType} for missing
 * defaults.
 */
export interface DescribedWorkflowType extends TypeRef {
  /** `REGISTERED` or `DEPRECATED`. */
  readonly status?: string | undefined;
  readonly defaultExecutionStartToCloseTimeout?: Timeout | undefined;
  readonly defaultTaskList?: TaskListRef | undefined;
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  readonly defaultChildPolicy?: string | undefined;
  readonly defaultTaskPriority?: number | undefined;
  readonly defaultLambdaRole?: string | undefined;
}

/** The names of the defaults that are given in the description of a type. */
type DefaultName = Extract<keyof DescribedActivityType | keyof DescribedWorkflowType, `default${string}`>;

const DEFAULTS: OptionNames<Record<DefaultName, unknown>> = {
  defaultTaskList: true,
  defaultTaskPriority: true,
  defaultTaskScheduleToStartTimeout: true,
  defaultTaskScheduleToCloseTimeout: true,
  defaultTaskStartToCloseTimeout: true,
  defaultTaskHeartbeatTimeout: true,
  defaultExecutionStartToCloseTimeout: true,
  defaultChildPolicy: true,
  defaultLambdaRole: true,
};

/**
 * Whether the defaults of the type are known, so that one that is missing here is missing in SWF.
 */
export function hasKnownDefaults(type: DescribedActivityType | DescribedWorkflowType): boolean {
  const defaults: Partial<Record<DefaultName, unknown>> = type;
  return isGiven(type.status) && (Object.keys(DEFAULTS) as DefaultName[]).some((name) => isGiven(defaults[name]));
}

/** Whether a member has a value; JSON has null for undefined. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The types that the caller gave to a batch, by name and version. */
export class DescribedTypes<Type extends TypeRef> {
  readonly #types = new Map<string, Type>();

  /**
   * @throws `InvalidArgumentError`, naming them as `what`, unless they are types with a name and a
   * version.
   */
  constructor(what: string, types: Iterable<Type> = []) {
    if (typeof types?.[Symbol.iterator] !== 'function') {
      throw new InvalidArgumentError(`${what} must be an iterable of types, got ${preview(types)}`);
    }
    for (const [index, type] of [...types].entries()) {
      this.#types.set(keyOf(formatType(`${what}[${index}]`, type)), type);
    }
  }

  /** Returns the type of that name and version; undefined if the caller gave none. */
  find(type: TypeRef): Type | undefined {
    return this.#types.get(keyOf(type));
  }
}

function keyOf({ name, version }: TypeRef): string {
  return JSON.stringify([name, version]);
}
