import { InvalidArgumentError } from '@swf/settings/errors';
import { checkName, LIMITS, preview } from '@swf/settings/wire';

/** A type by name and version. An `ActivityType` or `WorkflowType` model is one. */
export interface TypeRef {
  readonly name: string;
  readonly version: string;
}

/** A task list by name. A `TaskList` model is one. */
export type TaskListRef = string | { readonly name: string };

/**
 * Formats a type for the SDK.
 *
 * @throws `InvalidArgumentError` if SWF would refuse its name or version.
 */
export function formatType(field: string, type: TypeRef): TypeRef {
  if (typeof type !== 'object' || type === null) {
    throw new InvalidArgumentError(`${field} must be { name, version }, got ${preview(type)}`);
  }
  return Object.freeze({
    name: checkName(`${field}.name`, type.name),
    version: checkName(`${field}.version`, type.version, { max: LIMITS.version }),
  });
}

/** Formats a task list for the SDK. @throws `InvalidArgumentError` if SWF would refuse its name. */
export function formatTaskList(field: string, taskList: TaskListRef): { name: string } {
  const name = typeof taskList === 'object' && taskList !== null ? taskList.name : taskList;
  return Object.freeze({ name: checkName(field, name) });
}
