import type { ActivityTask as Answer } from '@aws-sdk/client-swf';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ResourceContext } from '@swf/settings/errors';
import { requiredExecution, requiredMember, requiredType } from '@swf/settings/request';
import {
  COUNT,
  checkOptions,
  DATA,
  DOMAIN_REF,
  type DomainRef,
  decodePayload,
  EXECUTION_REF,
  type ExecutionRef,
  NAME,
  required,
  type Structure,
  TASK_TOKEN,
  TYPE_REF,
  type TypeRef,
} from '@swf/settings/wire';
import { known, pick } from './attributes.js';
import { type Received, withoutNulls } from './received.js';
import { ValueObject } from './value-object.js';

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

const ACTIVITY_TASK: Structure<ActivityTaskOptions, Answer> = {
  taskToken: required(TASK_TOKEN),
  activityId: required(NAME),
  activityType: required(TYPE_REF),
  workflowExecution: required(EXECUTION_REF),
  startedEventId: required(COUNT),
  input: DATA,
};

// The attributes of the interface are the fields of the class.
export interface ActivityTask extends ActivityTaskOptions {}

/** An activity task that a worker polled from a task list. Immutable. */
export class ActivityTask extends ValueObject {
  readonly domain: DomainRef;
  /** The name of the task list that was polled. */
  readonly taskList: string;

  /** @throws `InvalidArgumentError` for values that SWF never sends. */
  constructor(domain: DomainRef, taskList: string, options: ActivityTaskOptions) {
    super();
    checkOptions('options', options, ACTIVITY_TASK);
    this.domain = DOMAIN_REF.check('domain', domain);
    this.taskList = NAME.check('taskList', taskList);
    this.defineAttributes(ACTIVITY_TASK, options, { isReceived: true });
    if (new.target === ActivityTask) Object.freeze(this);
  }

  /**
   * Returns the task in an answer of `PollForActivityTask`; undefined if the poll ended without
   * one.
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
      activityId: requiredMember('activityId', received.activityId, resource),
      activityType: requiredType('activityType', received.activityType, resource),
      workflowExecution: requiredExecution('workflowExecution', received.workflowExecution, resource),
      startedEventId: requiredMember('startedEventId', received.startedEventId, resource),
      input,
    });
  }

  get resource(): ResourceContext {
    return { kind: 'ActivityTask', name: this.activityId, domain: this.domain.name };
  }

  attributes(): Required<ActivityTaskOptions> & { readonly taskList: string } {
    return { taskList: this.taskList, ...pick<ActivityTaskOptions>(this, ACTIVITY_TASK) };
  }

  /** Returns a changed copy. */
  with(changes: Partial<ActivityTaskOptions>): this {
    const given = pick<ActivityTaskOptions>(this, ACTIVITY_TASK);
    const changed = { ...given, ...checkOptions('changes', changes, ACTIVITY_TASK) };
    return this.copyFrom(new ActivityTask(this.domain, this.taskList, changed));
  }

  /**
   * Decodes the input: JSON to its value, any other text as it is; undefined if there is none.
   *
   * @param schema a Standard Schema that validates it, and whose output is returned.
   * @throws `InvalidArgumentError` if it does not match the schema.
   */
  parseInput<Input = unknown>(schema?: StandardSchemaV1<unknown, Input>): Input {
    return decodePayload('input', this.input, schema);
  }

  toJSON(): object {
    return { domain: this.domain.name, ...known(this.attributes()) };
  }
}
