import type { ActivityTask as Answer } from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { checkInteger, checkLength, checkName, checkObject, LIMITS, parsePayload } from '@swf/settings/wire';
import { answered, answeredExecution, answeredType } from './answered.js';
import { checkData, checkToldName, keep } from './keep.js';
import { checkDomain, checkExecution, checkType, type DomainRef, type ExecutionRef, type TypeRef } from './refs.js';
import { known, Value } from './value.js';

/** What SWF hands a worker with a task. */
export interface ActivityTaskOptions {
  /** What answers to the task are addressed with. */
  readonly taskToken: string;
  readonly activityId: string;
  readonly activityType: TypeRef;
  /** The run that the activity is part of. */
  readonly workflowExecution: ExecutionRef;
  /** The id of its `ActivityTaskStarted` event. */
  readonly startedEventId: number;
  /** What it is to work on, as it was sent. */
  readonly input?: string | undefined;
}

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

  /** @throws `InvalidArgumentError` for what SWF never hands out. */
  constructor(domain: DomainRef, taskList: string, options: ActivityTaskOptions) {
    super();
    checkObject('options', options);
    this.domain = checkDomain(domain);
    this.taskList = checkName('taskList', taskList);
    this.taskToken = checkLength('taskToken', options.taskToken, { min: 1, max: LIMITS.taskToken });
    this.activityId = checkToldName('activityId', options.activityId);
    this.activityType = checkType('activityType', options.activityType);
    this.workflowExecution = checkExecution('workflowExecution', options.workflowExecution);
    this.startedEventId = checkInteger('startedEventId', options.startedEventId, { max: Number.MAX_SAFE_INTEGER });
    this.input = keep(options, 'input', checkData);
    Object.freeze(this);
  }

  /** The task that an answer of `PollForActivityTask` holds; `undefined` where the poll ended empty, that is without a token. */
  static fromPoll(domain: DomainRef, taskList: string, answer: Partial<Answer>): ActivityTask | undefined {
    const { taskToken, input, ...told } = checkObject('answer', answer);
    if (!taskToken) return undefined;
    const asked = { kind: 'TaskList', name: taskList, domain: domain?.name };
    return new ActivityTask(domain, taskList, {
      taskToken,
      activityId: answered('activityId', told.activityId, asked),
      activityType: answeredType('activityType', told.activityType, asked),
      workflowExecution: answeredExecution('workflowExecution', told.workflowExecution, asked),
      startedEventId: answered('startedEventId', told.startedEventId, asked),
      input,
    });
  }

  get resource(): ResourceContext {
    return { kind: 'ActivityTask', name: this.activityId, domain: this.domain.name };
  }

  attributes(): Required<ActivityTaskOptions> & { readonly taskList: string } {
    const { domain, ...attributes } = this;
    return attributes;
  }

  /** A copy with other attributes. */
  with(changes: Partial<ActivityTaskOptions>): ActivityTask {
    return new ActivityTask(this.domain, this.taskList, { ...this.attributes(), ...checkObject('changes', changes) });
  }

  /** What it is to work on, decoded: JSON as its value, any other text as it is. */
  parseInput(): unknown {
    return parsePayload(this.input);
  }

  toJSON(): object {
    return { domain: this.domain.name, ...known(this.attributes()) };
  }
}
