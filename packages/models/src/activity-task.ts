import type { ActivityTask as Answer } from '@aws-sdk/client-swf';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ResourceContext } from '@swf/settings/errors';
import { checkInteger, checkLength, checkName, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';
import { checkData, checkReceivedName, optional } from './optional.js';
import { parse } from './payload.js';
import { type Received, withoutNulls } from './received.js';
import { checkDomain, checkExecution, checkType, type DomainRef, type ExecutionRef, type TypeRef } from './refs.js';
import { required, requiredExecution, requiredType } from './required.js';
import { known, pick, Value } from './value.js';

/** The attributes of a polled activity task. */
export interface ActivityTaskOptions {
  /** The token that answers to the task carry. */
  readonly taskToken: string;
  readonly activityId: string;
  readonly activityType: TypeRef;
  /** The run that scheduled the activity. */
  readonly workflowExecution: ExecutionRef;
  /** The id of its `ActivityTaskStarted` event. */
  readonly startedEventId: number;
  /** The input, as sent. */
  readonly input?: string | undefined;
}

const TASK_OPTIONS: OptionNames<ActivityTaskOptions> = {
  taskToken: true,
  activityId: true,
  activityType: true,
  workflowExecution: true,
  startedEventId: true,
  input: true,
};

/** An activity task that a worker polled from a task list. Immutable. */
export class ActivityTask extends Value {
  readonly domain: DomainRef;
  /** The name of the task list that was polled. */
  readonly taskList: string;
  readonly taskToken: string;
  readonly activityId: string;
  readonly activityType: TypeRef;
  readonly workflowExecution: ExecutionRef;
  readonly startedEventId: number;
  readonly input: string | undefined;

  /** @throws `InvalidArgumentError` for values that SWF never sends. */
  constructor(domain: DomainRef, taskList: string, options: ActivityTaskOptions) {
    super();
    checkOptions('options', options, TASK_OPTIONS);
    this.domain = checkDomain(domain);
    this.taskList = checkName('taskList', taskList);
    this.taskToken = checkLength('taskToken', options.taskToken, { min: 1, max: LIMITS.taskToken });
    this.activityId = checkReceivedName('activityId', options.activityId);
    this.activityType = checkType('activityType', options.activityType);
    this.workflowExecution = checkExecution('workflowExecution', options.workflowExecution);
    this.startedEventId = checkInteger('startedEventId', options.startedEventId, { max: Number.MAX_SAFE_INTEGER });
    this.input = optional(options, 'input', checkData);
    if (new.target === ActivityTask) Object.freeze(this);
  }

  /**
   * Returns the task in an answer of `PollForActivityTask`, or undefined if the poll ended without one.
   *
   * @throws `ResponseError` if the answer has a token but is incomplete.
   */
  static fromPoll<T extends ActivityTask>(
    this: new (
      domain: DomainRef,
      taskList: string,
      options: ActivityTaskOptions,
    ) => T,
    domain: DomainRef,
    taskList: string,
    answer: Received<Partial<Answer>>,
  ): T | undefined {
    const { taskToken, input, ...received } = withoutNulls<Partial<Answer>>('answer', answer);
    if (!taskToken) return undefined;
    const resource = { kind: 'TaskList', name: taskList, domain: domain?.name };
    return new this(domain, taskList, {
      taskToken,
      activityId: required('activityId', received.activityId, resource),
      activityType: requiredType('activityType', received.activityType, resource),
      workflowExecution: requiredExecution('workflowExecution', received.workflowExecution, resource),
      startedEventId: required('startedEventId', received.startedEventId, resource),
      input,
    });
  }

  get resource(): ResourceContext {
    return { kind: 'ActivityTask', name: this.activityId, domain: this.domain.name };
  }

  attributes(): Required<ActivityTaskOptions> & { readonly taskList: string } {
    return { taskList: this.taskList, ...pick<ActivityTaskOptions>(this, TASK_OPTIONS) };
  }

  /** Returns a changed copy. */
  with(changes: Partial<ActivityTaskOptions>): this {
    const given = pick<ActivityTaskOptions>(this, TASK_OPTIONS);
    const changed = { ...given, ...checkOptions('changes', changes, TASK_OPTIONS) };
    return this.copyFrom(new ActivityTask(this.domain, this.taskList, changed));
  }

  /**
   * Decodes the input: JSON to its value, any other text as it is; undefined if there is none.
   *
   * @param schema a Standard Schema that validates it, and whose output is returned.
   * @throws `InvalidArgumentError` if it does not match the schema.
   */
  parseInput<Input = unknown>(schema?: StandardSchemaV1<unknown, Input>): Input {
    return parse('input', this.input, schema);
  }

  toJSON(): object {
    return { domain: this.domain.name, ...known(this.attributes()) };
  }
}
