import {
  type ChildPolicy,
  DeleteWorkflowTypeCommand,
  DeprecateWorkflowTypeCommand,
  DescribeWorkflowTypeCommand,
  RegisterWorkflowTypeCommand,
  type RegisterWorkflowTypeInput,
  UndeprecateWorkflowTypeCommand,
  type WorkflowTypeConfiguration,
  type WorkflowTypeInfo,
} from '@aws-sdk/client-swf';
import { type RequestOptions, send } from '@swf/settings/request';
import {
  checkOptions,
  formatSeconds,
  formatTaskPriority,
  formatTimeout,
  type OptionNames,
  parseSeconds,
  parseTaskPriority,
  parseTimeout,
  type Timeout,
} from '@swf/settings/wire';
import {
  checkArn,
  checkChildPolicy,
  checkPriority,
  nameCheck,
  optional,
  secondsCheck,
  timeoutCheck,
} from './optional.js';
import { type Received, withoutNulls } from './received.js';
import type { DomainRef } from './refs.js';
import {
  fromTypeInfo,
  isKnownToSwf,
  REGISTERED_TYPE_OPTIONS,
  RegisteredType,
  type RegisteredTypeOptions,
  type TypeIdentity,
} from './registered-type.js';
import { checkSavable } from './registration.js';
import { checkSame, required, requiredType } from './required.js';
import { type StartExecutionOptions, startExecution } from './start-execution.js';
import { pick } from './value.js';
import type { WorkflowExecution } from './workflow-execution.js';

/** The attributes of a workflow type. Its defaults apply to executions started without such a setting. */
export interface WorkflowTypeOptions extends RegisteredTypeOptions {
  /** The name of the task list of the decision tasks. */
  readonly defaultTaskList?: string | undefined;
  /** A 32-bit integer; higher comes first. SWF's own default is 0. */
  readonly defaultTaskPriority?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  /** Seconds that an execution may take, at most a year; SWF has no `'NONE'` here. */
  readonly defaultExecutionStartToCloseTimeout?: number | undefined;
  /** What SWF does with open children when the execution is terminated or times out. */
  readonly defaultChildPolicy?: ChildPolicy | undefined;
  /** The ARN of the IAM role with which executions call Lambda functions. */
  readonly defaultLambdaRole?: string | undefined;
}

const WORKFLOW_TYPE_OPTIONS: OptionNames<WorkflowTypeOptions> = {
  ...REGISTERED_TYPE_OPTIONS,
  defaultTaskList: true,
  defaultTaskPriority: true,
  defaultTaskStartToCloseTimeout: true,
  defaultExecutionStartToCloseTimeout: true,
  defaultChildPolicy: true,
  defaultLambdaRole: true,
};

/** What `type.with()` may change. */
export interface WorkflowTypeChanges extends WorkflowTypeOptions, TypeIdentity {}

const CHANGES: OptionNames<WorkflowTypeChanges> = { ...WORKFLOW_TYPE_OPTIONS, name: true, version: true };

/**
 * A workflow type: a kind of execution, by name and version. Immutable.
 *
 * Unknown attributes are `undefined`; they are neither sent nor compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const order = new WorkflowType(domain, 'order', '1.0', { defaultTaskList: 'orders', defaultChildPolicy: 'TERMINATE' });
 * await order.save();
 */
export class WorkflowType extends RegisteredType {
  readonly defaultTaskList: string | undefined;
  readonly defaultTaskPriority: number | undefined;
  readonly defaultTaskStartToCloseTimeout: Timeout | undefined;
  readonly defaultExecutionStartToCloseTimeout: number | undefined;
  readonly defaultChildPolicy: ChildPolicy | undefined;
  readonly defaultLambdaRole: string | undefined;

  constructor(domain: DomainRef, name: string, version: string, options: WorkflowTypeOptions = {}) {
    super(domain, name, version, checkOptions('options', options, WORKFLOW_TYPE_OPTIONS));
    const checkTimeout = timeoutCheck(isKnownToSwf(options));
    this.defaultTaskList = optional(options, 'defaultTaskList', nameCheck(isKnownToSwf(options)));
    this.defaultTaskPriority = optional(options, 'defaultTaskPriority', checkPriority);
    this.defaultTaskStartToCloseTimeout = optional(options, 'defaultTaskStartToCloseTimeout', checkTimeout);
    this.defaultExecutionStartToCloseTimeout = optional(
      options,
      'defaultExecutionStartToCloseTimeout',
      secondsCheck(isKnownToSwf(options)),
    );
    this.defaultChildPolicy = optional(options, 'defaultChildPolicy', checkChildPolicy);
    this.defaultLambdaRole = optional(options, 'defaultLambdaRole', checkArn);
    if (new.target === WorkflowType) Object.freeze(this);
  }

  /**
   * Returns the type in an answer of `ListWorkflowTypes` (info) or `DescribeWorkflowType` (info and configuration).
   *
   * @throws `ResponseError` if the answer has no name or version.
   */
  static fromInfo<T extends WorkflowType>(
    this: new (
      domain: DomainRef,
      name: string,
      version: string,
      options?: WorkflowTypeOptions,
    ) => T,
    domain: DomainRef,
    info: Received<WorkflowTypeInfo>,
    configuration: Received<WorkflowTypeConfiguration> | null = {},
  ): T {
    const { workflowType, ...received } = withoutNulls<WorkflowTypeInfo>('info', info);
    const { name, version } = requiredType('workflowType', workflowType, { kind: 'Domain', name: domain?.name });
    const defaults = withoutNulls<WorkflowTypeConfiguration>('configuration', configuration ?? {});
    return new this(domain, name, version, {
      ...fromTypeInfo(received),
      defaultTaskList: defaults.defaultTaskList?.name,
      defaultTaskPriority: parseTaskPriority(defaults.defaultTaskPriority),
      defaultTaskStartToCloseTimeout: parseTimeout(defaults.defaultTaskStartToCloseTimeout),
      defaultExecutionStartToCloseTimeout: parseSeconds(defaults.defaultExecutionStartToCloseTimeout),
      defaultChildPolicy: defaults.defaultChildPolicy,
      defaultLambdaRole: defaults.defaultLambdaRole,
    });
  }

  get kind(): 'WorkflowType' {
    return 'WorkflowType';
  }

  attributes(): Required<WorkflowTypeOptions> {
    return pick<WorkflowTypeOptions>(this, WORKFLOW_TYPE_OPTIONS);
  }

  /** Returns a changed copy. Under another name or version it is another type, without the status and dates of this one. */
  with(changes: WorkflowTypeChanges): this {
    const { name = this.name, version = this.version, ...others } = checkOptions('changes', changes, CHANGES);
    const { status, creationDate, deprecationDate, ...given } = this.attributes();
    const isSame = name === this.name && version === this.version;
    const received = isSame && { status, creationDate, deprecationDate };
    return this.copyFrom(new WorkflowType(this.domain, name, version, { ...given, ...received, ...others }));
  }

  override async save(options?: RequestOptions): Promise<this> {
    checkSavable(this);
    await send(new RegisterWorkflowTypeCommand(registration(this)), this.resource, options);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<this> {
    const answer = await send(new DescribeWorkflowTypeCommand(target(this)), this.resource, options);
    const info = required('typeInfo', answer.typeInfo, this.resource);
    const upstream = WorkflowType.fromInfo(this.domain, info, answer.configuration);
    checkSame(this.resource, upstream.resource);
    return this.copyFrom(upstream);
  }

  override async deprecate(options?: RequestOptions): Promise<this> {
    await send(new DeprecateWorkflowTypeCommand(target(this)), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  override async undeprecate(options?: RequestOptions): Promise<this> {
    await send(new UndeprecateWorkflowTypeCommand(target(this)), this.resource, options);
    return this.with({ status: 'REGISTERED', deprecationDate: undefined });
  }

  override async delete(options?: RequestOptions): Promise<void> {
    await send(new DeleteWorkflowTypeCommand(target(this)), this.resource, options);
  }

  /**
   * Starts an execution of this type and resolves to it; what is not given is left to the defaults registered with the type.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` where an execution of that workflow id is open; `DefaultUndefinedError` where a setting is
   * neither given nor a default; `DeprecatedError` where the type is deprecated; `InvalidArgumentError`, before sending, for what SWF would refuse.
   *
   * @example
   * const execution = await order.startExecution({ workflowId: 'order-42', input: { sku: 'A1' }, tagList: ['eu'] });
   */
  startExecution(options?: StartExecutionOptions): Promise<WorkflowExecution> {
    return startExecution(this, options);
  }
}

function target({ domain, name, version }: WorkflowType) {
  return { domain: domain.name, workflowType: { name, version } };
}

function registration(type: WorkflowType): RegisterWorkflowTypeInput {
  const { domain, name, version, description, defaultTaskList, defaultChildPolicy, defaultLambdaRole } = type;
  const { defaultTaskPriority, defaultTaskStartToCloseTimeout, defaultExecutionStartToCloseTimeout } = type;
  return {
    domain: domain.name,
    name,
    version,
    description,
    defaultTaskList: defaultTaskList === undefined ? undefined : { name: defaultTaskList },
    defaultTaskPriority: formatTaskPriority('defaultTaskPriority', defaultTaskPriority),
    defaultTaskStartToCloseTimeout: formatTimeout('defaultTaskStartToCloseTimeout', defaultTaskStartToCloseTimeout),
    defaultExecutionStartToCloseTimeout: formatSeconds(
      'defaultExecutionStartToCloseTimeout',
      defaultExecutionStartToCloseTimeout,
    ),
    defaultChildPolicy,
    defaultLambdaRole,
  };
}
