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
  checkObject,
  formatSeconds,
  formatTaskPriority,
  formatTimeout,
  parseSeconds,
  parseTaskPriority,
  parseTimeout,
  type Timeout,
} from '@swf/settings/wire';
import { answered, answeredType } from './answered.js';
import { checkArn, checkChildPolicy, checkPriority, checkSeconds, checkTimeout, keep, nameCheck } from './keep.js';
import type { DomainRef } from './refs.js';
import {
  fromTypeInfo,
  isKnownToSwf,
  RegisteredType,
  type RegisteredTypeOptions,
  type TypeIdentity,
} from './registered-type.js';
import { checkSavable } from './registration.js';
import { type StartExecutionOptions, startExecution } from './start-execution.js';
import type { WorkflowExecution } from './workflow-execution.js';

/** What is known or wanted of a workflow type. The defaults hold for executions that are started without saying otherwise. */
export interface WorkflowTypeOptions extends RegisteredTypeOptions {
  /** The name of the task list of the decision tasks. */
  readonly defaultTaskList?: string | undefined;
  /** A 32-bit integer; higher comes first. SWF takes 0 where there is none. */
  readonly defaultTaskPriority?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  /** Seconds that an execution may take, at most a year; SWF knows no `'NONE'` here. */
  readonly defaultExecutionStartToCloseTimeout?: number | undefined;
  /** What becomes of open children when their parent is terminated or times out. */
  readonly defaultChildPolicy?: ChildPolicy | undefined;
  /** The ARN of the IAM role with which executions call Lambda functions. */
  readonly defaultLambdaRole?: string | undefined;
}

/**
 * A workflow type: a kind of execution, by name and version.
 *
 * Immutable. What it does not know is `undefined`, neither sent nor compared. Throws `InvalidArgumentError` for values that SWF would refuse.
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
    super(domain, name, version, options);
    this.defaultTaskList = keep(options, 'defaultTaskList', nameCheck(isKnownToSwf(options)));
    this.defaultTaskPriority = keep(options, 'defaultTaskPriority', checkPriority);
    this.defaultTaskStartToCloseTimeout = keep(options, 'defaultTaskStartToCloseTimeout', checkTimeout);
    this.defaultExecutionStartToCloseTimeout = keep(options, 'defaultExecutionStartToCloseTimeout', checkSeconds);
    this.defaultChildPolicy = keep(options, 'defaultChildPolicy', checkChildPolicy);
    this.defaultLambdaRole = keep(options, 'defaultLambdaRole', checkArn);
    Object.freeze(this);
  }

  /** The type that an answer of `ListWorkflowTypes` (info) or `DescribeWorkflowType` (info and configuration) tells of. */
  static fromInfo(
    domain: DomainRef,
    info: WorkflowTypeInfo,
    configuration: WorkflowTypeConfiguration = {},
  ): WorkflowType {
    const { workflowType } = checkObject('info', info);
    const { name, version } = answeredType('workflowType', workflowType, { kind: 'Domain', name: domain?.name });
    const told = checkObject('configuration', configuration);
    return new WorkflowType(domain, name, version, {
      ...fromTypeInfo(info),
      defaultTaskList: told.defaultTaskList?.name,
      defaultTaskPriority: parseTaskPriority(told.defaultTaskPriority),
      defaultTaskStartToCloseTimeout: parseTimeout(told.defaultTaskStartToCloseTimeout),
      defaultExecutionStartToCloseTimeout: parseSeconds(told.defaultExecutionStartToCloseTimeout),
      defaultChildPolicy: told.defaultChildPolicy,
      defaultLambdaRole: told.defaultLambdaRole,
    });
  }

  get kind(): 'WorkflowType' {
    return 'WorkflowType';
  }

  attributes(): Required<WorkflowTypeOptions> {
    const { domain, name, version, ...attributes } = this;
    return attributes;
  }

  /** A copy with other attributes. Under another name or version it is another type, which SWF has given no status and no dates. */
  with(changes: WorkflowTypeOptions & TypeIdentity): WorkflowType {
    const { name = this.name, version = this.version, ...others } = checkObject('changes', changes);
    const { status, creationDate, deprecationDate, ...given } = this.attributes();
    const isSame = name === this.name && version === this.version;
    const told = isSame && { status, creationDate, deprecationDate };
    return new WorkflowType(this.domain, name, version, { ...given, ...told, ...others });
  }

  override async save(options?: RequestOptions): Promise<this> {
    checkSavable(this);
    await send(new RegisterWorkflowTypeCommand(registration(this)), this.resource, options);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<WorkflowType> {
    const answer = await send(new DescribeWorkflowTypeCommand(described(this)), this.resource, options);
    return WorkflowType.fromInfo(
      this.domain,
      answered('typeInfo', answer.typeInfo, this.resource),
      answer.configuration,
    );
  }

  override async deprecate(options?: RequestOptions): Promise<WorkflowType> {
    await send(new DeprecateWorkflowTypeCommand(described(this)), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  override async undeprecate(options?: RequestOptions): Promise<WorkflowType> {
    await send(new UndeprecateWorkflowTypeCommand(described(this)), this.resource, options);
    return this.with({ status: 'REGISTERED', deprecationDate: undefined });
  }

  override async delete(options?: RequestOptions): Promise<void> {
    await send(new DeleteWorkflowTypeCommand(described(this)), this.resource, options);
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

function described({ domain, name, version }: WorkflowType) {
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
