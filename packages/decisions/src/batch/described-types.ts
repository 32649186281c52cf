import type { Timeout } from '@swf/settings/wire';
import type { TaskListRef, TypeRef } from '../fields.js';

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

  constructor(types: Iterable<Type> = []) {
    for (const type of types) this.#types.set(keyOf(type), type);
  }

  /** The type of that name and version, where the caller described it. */
  find(type: TypeRef): Type | undefined {
    return this.#types.get(keyOf(type));
  }
}

function keyOf({ name, version }: TypeRef): string {
  return JSON.stringify([name, version]);
}
