import { InvalidArgumentError } from '../errors/index.js';
import { preview } from './check.js';
import { type Codec, required, unchanged } from './codec.js';
import { NAME, TRIMMED_NAME, VERSION, WORKFLOW_ID } from './name.js';
import { nested } from './structure.js';
import { RUN_ID } from './text.js';

/** Anything that names a domain, for example a `Domain` of any copy of `@swf/models`. */
export interface DomainRef {
  readonly name: string;
}

/** Anything that names an activity type or workflow type, for example a model. */
export interface TypeRef {
  readonly name: string;
  readonly version: string;
}

/** One run of a workflow execution. */
export interface ExecutionRef {
  readonly workflowId: string;
  readonly runId: string;
}

/** A task list by name, or anything that has its name, for example a model. */
export type TaskListRef = string | { readonly name: string };

/** A type by name and version. */
export const TYPE_REF = nested<TypeRef>({ name: required(NAME), version: required(VERSION) });

/** One run of an execution. */
export const EXECUTION_REF = nested<ExecutionRef>({ workflowId: required(WORKFLOW_ID), runId: required(RUN_ID) });

/** A domain, kept as it is if it is a model, and otherwise as a frozen `{ name }`. */
export const DOMAIN_REF: Codec<DomainRef> = unchanged((field, value) => {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidArgumentError(`${field} must be a Domain or { name }, got ${preview(value)}`);
  }
  const name = NAME.check(`${field}.name`, value.name);
  return Object.isFrozen(value) || !isPlain(value) ? value : Object.freeze({ name });
});

/** A task list, given by its name. */
export const TASK_LIST: Codec<string, { name: string }> = {
  check: NAME.check,
  checkReceived: NAME.checkReceived,
  format: (field, value) => Object.freeze({ name: NAME.check(field, value) }),
  parse: (wire) => wire?.name ?? undefined,
};

/** A task list, given by its name or as an object that has it. */
export const TASK_LIST_REF = taskListRef(NAME);

/** The task list of a child execution, whose name SWF refuses with white space at its ends. */
export const CHILD_TASK_LIST_REF = taskListRef(TRIMMED_NAME);

function taskListRef({ check, checkReceived }: Codec<string>): Codec<TaskListRef, { name: string }> {
  return {
    check: (field, value) => check(field, nameOf(value)),
    checkReceived: (field, value) => checkReceived(field, nameOf(value)),
    format: (field, value) => Object.freeze({ name: check(field, nameOf(value)) }),
    parse: TASK_LIST.parse,
  };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOf(taskList: TaskListRef): string {
  return typeof taskList === 'object' && taskList !== null ? taskList.name : taskList;
}
