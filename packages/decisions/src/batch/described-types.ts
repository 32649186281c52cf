import { InvalidArgumentError } from '@swf/settings/errors';
import { show, type Timeout } from '@swf/settings/wire';
import { formatType, type TaskListRef, type TypeRef } from '../refs.js';

/** An activity type as SWF describes it: a default that is absent here is absent there. An `ActivityType` fetched by `get()` or `upstream()` is one. */
export interface DescribedActivityType extends TypeRef {
  /** `REGISTERED` or `DEPRECATED`. */
  readonly status?: string | undefined;
  readonly defaultTaskList?: TaskListRef | undefined;
  readonly defaultTaskScheduleToStartTimeout?: Timeout | undefined;
  readonly defaultTaskScheduleToCloseTimeout?: Timeout | undefined;
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  readonly defaultTaskHeartbeatTimeout?: Timeout | undefined;
}

/** A workflow type as SWF describes it: a default that is absent here is absent there. A `WorkflowType` fetched by `get()` or `upstream()` is one. */
export interface DescribedWorkflowType extends TypeRef {
  /** `REGISTERED` or `DEPRECATED`. */
  readonly status?: string | undefined;
  readonly defaultExecutionStartToCloseTimeout?: Timeout | undefined;
  readonly defaultTaskList?: TaskListRef | undefined;
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  readonly defaultChildPolicy?: string | undefined;
}

/** The types of the batch's caller, by name and version. */
export class DescribedTypes<Type extends TypeRef> {
  readonly #types = new Map<string, Type>();

  /** Throws `InvalidArgumentError`, naming them as `what`, where they are no types with name and version. */
  constructor(what: string, types: Iterable<Type> = []) {
    if (typeof types?.[Symbol.iterator] !== 'function') {
      throw new InvalidArgumentError(`${what} must be a list of types, not ${show(types)}`);
    }
    for (const [index, type] of [...types].entries()) {
      this.#types.set(keyOf(formatType(`${what}[${index}]`, type)), type);
    }
  }

  /** The type of that name and version, where the caller described it. */
  find(type: TypeRef): Type | undefined {
    return this.#types.get(keyOf(type));
  }
}

function keyOf({ name, version }: TypeRef): string {
  return JSON.stringify([name, version]);
}
