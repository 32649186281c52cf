import { InvalidArgumentError } from '@swf/settings/errors';
import {
  ACTIVITY_TYPE_DEFAULTS,
  type ActivityTypeDefaults,
  preview,
  TYPE_REF,
  type TypeRef,
  WORKFLOW_TYPE_DEFAULTS,
  type WorkflowTypeDefaults,
} from '@swf/settings/wire';

/**
 * An activity type as registered with SWF, such as an `ActivityType` read by `get()`, `upstream()`
 * or a listing.
 *
 * Listings carry no defaults, and only SWF gives a creation date. So a missing default counts as
 * missing in SWF only if the type has a `creationDate` and at least one other default.
 */
export interface DescribedActivityType extends TypeRef, ActivityTypeDefaults {
  /** `REGISTERED` or `DEPRECATED`. */
  readonly status?: string | undefined;
  /** When SWF registered it; undefined if the program declares the type. */
  readonly creationDate?: Date | string | undefined;
}

/**
 * A workflow type as registered with SWF.
 *
 * A missing default counts as for a {@link DescribedActivityType}.
 */
export interface DescribedWorkflowType extends TypeRef, WorkflowTypeDefaults {
  /** `REGISTERED` or `DEPRECATED`. */
  readonly status?: string | undefined;
  /** When SWF registered it; undefined if the program declares the type. */
  readonly creationDate?: Date | string | undefined;
}

const DEFAULT_NAMES = /* @__PURE__ */ Object.keys({ ...ACTIVITY_TYPE_DEFAULTS, ...WORKFLOW_TYPE_DEFAULTS });

/** Whether a default that is missing here is missing in SWF, too. */
export function hasKnownDefaults(type: DescribedActivityType | DescribedWorkflowType): boolean {
  const members = type as object as Readonly<Record<string, unknown>>;
  return isGiven(type.creationDate) && DEFAULT_NAMES.some((name) => isGiven(members[name]));
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
      this.#types.set(keyOf(TYPE_REF.check(`${what}[${index}]`, type)), type);
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
