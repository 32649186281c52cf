import type {
  ChildPolicy,
  CloseStatus,
  ExecutionStatus,
  WorkflowExecutionDetail,
  WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ResourceContext } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkOptions, checkWorkflowId, type Timeout } from '@swf/settings/wire';
import { requestCancel, signal, type TerminateOptions, terminate } from './control-execution.js';
import { describeExecution, fromExecutionDetail, fromExecutionInfo } from './describe-execution.js';
import {
  checkOpenCounts,
  checkTags,
  EXECUTION_OPTIONS,
  type OpenCounts,
  type WorkflowExecutionChanges,
  type WorkflowExecutionOptions,
} from './execution-options.js';
import { defineInstants } from './instant.js';
import { Model } from './model.js';
import {
  checkArn,
  checkBoolean,
  checkChildPolicy,
  checkData,
  checkPriority,
  checkReceivedName,
  checkSeconds,
  checkTimeout,
  checkWord,
  optional,
} from './optional.js';
import { parse } from './payload.js';
import { type Received, withoutNulls } from './received.js';
import type { DomainRef, ExecutionRef, TypeRef } from './refs.js';
import { checkDomain, checkExecution, checkRunId, checkType } from './refs.js';
import { checkSame, required } from './required.js';
import { known, pick } from './value.js';
import { type WaitOptions, waitUntilClosed } from './wait-until-closed.js';

/**
 * An execution of a workflow. Immutable.
 *
 * Unknown attributes are `undefined` and not compared. The constructor throws `InvalidArgumentError` for values that
 * SWF would refuse.
 *
 * @example
 * const execution = new WorkflowExecution(domain, 'order-42');
 * await execution.signal('approve', { by: 'ops' });
 * const { closeStatus } = await execution.waitUntilClosed({ maxWaitTime: 300 });
 */
export class WorkflowExecution extends Model {
  readonly domain: DomainRef;
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly workflowType: TypeRef | undefined;
  readonly executionStatus: ExecutionStatus | undefined;
  readonly closeStatus: CloseStatus | undefined;
  declare readonly startTimestamp: Date | undefined;
  declare readonly closeTimestamp: Date | undefined;
  readonly parent: ExecutionRef | undefined;
  readonly tagList: readonly string[] | undefined;
  readonly cancelRequested: boolean | undefined;
  readonly executionStartToCloseTimeout: number | undefined;
  readonly taskStartToCloseTimeout: Timeout | undefined;
  readonly taskList: string | undefined;
  readonly taskPriority: number | undefined;
  readonly childPolicy: ChildPolicy | undefined;
  readonly lambdaRole: string | undefined;
  readonly openCounts: OpenCounts | undefined;
  declare readonly latestActivityTaskTimestamp: Date | undefined;
  readonly latestExecutionContext: string | undefined;
  readonly input: string | undefined;

  constructor(domain: DomainRef, workflowId: string, options: WorkflowExecutionOptions = {}) {
    super();
    this.domain = checkDomain(domain);
    checkOptions('options', options, EXECUTION_OPTIONS);
    const checkId = options.runId === undefined ? checkWorkflowId : checkReceivedName;
    this.workflowId = checkId('workflowId', workflowId);
    this.runId = optional(options, 'runId', checkRunId);
    this.workflowType = optional(options, 'workflowType', checkType);
    this.executionStatus = optional(options, 'executionStatus', checkWord<ExecutionStatus>);
    this.closeStatus = optional(options, 'closeStatus', checkWord<CloseStatus>);
    this.parent = optional(options, 'parent', checkExecution);
    this.tagList = optional(options, 'tagList', checkTags);
    this.cancelRequested = optional(options, 'cancelRequested', checkBoolean);
    this.executionStartToCloseTimeout = optional(options, 'executionStartToCloseTimeout', checkSeconds);
    this.taskStartToCloseTimeout = optional(options, 'taskStartToCloseTimeout', checkTimeout);
    this.taskList = optional(options, 'taskList', checkReceivedName);
    this.taskPriority = optional(options, 'taskPriority', checkPriority);
    this.childPolicy = optional(options, 'childPolicy', checkChildPolicy);
    this.lambdaRole = optional(options, 'lambdaRole', checkArn);
    this.openCounts = optional(options, 'openCounts', checkOpenCounts);
    this.latestExecutionContext = optional(options, 'latestExecutionContext', checkData);
    this.input = optional(options, 'input', checkData);
    defineInstants(this, options, 'startTimestamp', 'closeTimestamp', 'latestActivityTaskTimestamp');
    if (new.target === WorkflowExecution) Object.freeze(this);
  }

  /**
   * Returns the execution in an entry of a listing (`ListOpenWorkflowExecutions`, `ListClosedWorkflowExecutions`).
   *
   * @throws `ResponseError` if it has no workflow id, run id or type.
   */
  static fromInfo<E extends WorkflowExecution>(
    this: ExecutionClass<E>,
    domain: DomainRef,
    info: Received<WorkflowExecutionInfo>,
  ): E {
    const received = withoutNulls<WorkflowExecutionInfo>('info', info);
    return new this(domain, required('workflowId', received.execution?.workflowId), fromExecutionInfo(received));
  }

  /**
   * Returns the execution in an answer of `DescribeWorkflowExecution`, or in an event of EventBridge.
   *
   * @throws `ResponseError` if it has no workflow id, run id or type.
   *
   * @example
   * const execution = WorkflowExecution.fromDetail(domain, event.detail.workflowExecutionDetail);
   */
  static fromDetail<E extends WorkflowExecution>(
    this: ExecutionClass<E>,
    domain: DomainRef,
    detail: Received<WorkflowExecutionDetail>,
  ): E {
    const received = withoutNulls<WorkflowExecutionDetail>('detail', detail);
    const workflowId = required('workflowId', received.executionInfo?.execution?.workflowId);
    return new this(domain, workflowId, fromExecutionDetail(received));
  }

  get resource(): ResourceContext {
    return { kind: 'WorkflowExecution', name: this.workflowId, domain: this.domain.name };
  }

  attributes(): Omit<Required<WorkflowExecutionOptions>, 'input'> {
    const { input, ...attributes } = pick<WorkflowExecutionOptions>(this, EXECUTION_OPTIONS);
    return attributes;
  }

  /** Returns a changed copy. Another run or workflow id is another execution: nothing else is known of it. */
  with(changes: WorkflowExecutionChanges): this {
    const names = { ...EXECUTION_OPTIONS, workflowId: true } as const;
    const { workflowId = this.workflowId, ...others } = checkOptions('changes', changes, names);
    const isSame = workflowId === this.workflowId && (others.runId ?? this.runId) === this.runId;
    const given = isSame && pick<WorkflowExecutionOptions>(this, EXECUTION_OPTIONS);
    return this.copyFrom(new WorkflowExecution(this.domain, workflowId, { ...given, ...others }));
  }

  /** Fetches the execution as SWF has it now: its run, or without a run id the open run or else the latest closed one. */
  override async upstream(options?: RequestOptions): Promise<this> {
    const upstream = WorkflowExecution.fromDetail(this.domain, await describeExecution(this, options));
    checkSame(this.resource, upstream.resource);
    return this.copyFrom(upstream);
  }

  /**
   * Sends a signal to the execution; without a run id, to the open run.
   *
   * @param input a string as it is, any other JSON value as JSON; at most 32,768 characters.
   * @throws `DoesNotExistError` if it is closed or unknown.
   */
  signal(signalName: string, input?: unknown, options?: RequestOptions): Promise<void> {
    return signal(this, signalName, input, options);
  }

  /**
   * Requests the cancellation of the execution; its decider decides what to do.
   *
   * @throws `DoesNotExistError` if it is closed or unknown.
   */
  requestCancel(options?: RequestOptions): Promise<void> {
    return requestCancel(this, options);
  }

  /**
   * Closes the execution at once; its decider is not consulted.
   *
   * @throws `DoesNotExistError` if it is closed or unknown.
   */
  terminate(options?: TerminateOptions): Promise<void> {
    return terminate(this, options);
  }

  /**
   * Waits until the execution is closed, and resolves to it.
   *
   * Polls at once, then after 1 s, with waits that grow to 15 s. A run that SWF does not know yet, as right after its
   * start, is waited for.
   *
   * @throws `WaitTimeoutError` after `maxWaitTime`; `DoesNotExistError`; the signal's reason when the signal fires.
   *
   * @example
   * const { closeStatus } = await execution.waitUntilClosed({ maxWaitTime: 300, followRuns: true });
   */
  waitUntilClosed(options?: WaitOptions): Promise<this> {
    return waitUntilClosed(this, options);
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

  /**
   * Decodes the last context that the decider saved: JSON to its value, any other text as it is.
   *
   * @param schema a Standard Schema that validates it, and whose output is returned.
   * @throws `InvalidArgumentError` if it does not match the schema.
   */
  parseLatestExecutionContext<Context = unknown>(schema?: StandardSchemaV1<unknown, Context>): Context {
    return parse('latestExecutionContext', this.latestExecutionContext, schema);
  }

  toJSON(): object {
    const attributes = pick<WorkflowExecutionOptions>(this, EXECUTION_OPTIONS);
    return { domain: this.domain.name, workflowId: this.workflowId, ...known(attributes) };
  }
}

type ExecutionClass<E> = new (domain: DomainRef, workflowId: string, options?: WorkflowExecutionOptions) => E;
