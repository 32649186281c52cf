import { InvalidArgumentError } from '@swf/settings/errors';
import { checkName, LIMITS, show } from '@swf/settings/wire';

/** A type by its name and version; an `ActivityType` or `WorkflowType` model is one. */
export interface TypeRef {
  readonly name: string;
  readonly version: string;
}

/** A task list by its name, or anything that has one. */
export type TaskListRef = string | { readonly name: string };

/** The type as it is sent, frozen; throws `InvalidArgumentError`, naming the field, where its name or version is none. */
export function formatType(field: string, type: TypeRef): TypeRef {
  if (typeof type !== 'object' || type === null) {
    throw new InvalidArgumentError(`${field} must be { name, version }, got ${show(type)}`);
  }
  return Object.freeze({
    name: checkName(`${field}.name`, type.name),
    version: checkName(`${field}.version`, type.version, { max: LIMITS.version }),
  });
}

/** The task list as it is sent, frozen; throws `InvalidArgumentError`, naming the field, where its name is none. */
export function formatTaskList(field: string, taskList: TaskListRef): { name: string } {
  const name = typeof taskList === 'object' && taskList !== null ? taskList.name : taskList;
  return Object.freeze({ name: checkName(field, name) });
}
