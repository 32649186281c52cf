import {
  type CloseStatus,
  DescribeWorkflowExecutionCommand,
  type ExecutionStatus,
  type WorkflowExecutionDetail,
  type WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ResourceContext } from '@swf/settings/errors';
import { checkSame, latestRunId, type RequestOptions, requiredMember, send } from '@swf/settings/request';
import {
  type ChildPolicy,
  checkOptions,
  DOMAIN_REF,
  type DomainRef,
  decodePayload,
  type ExecutionRef,
  type Timeout,
  type TypeRef,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { known, pick, received } from './attributes.js';
import { requestCancel, signal, type TerminateOptions, terminate } from './control-execution.js';
import {
  EXECUTION,
  fromExecutionDetail,
  fromExecutionInfo,
  type OpenCounts,
  type WorkflowExecutionChanges,
  type WorkflowExecutionOptions,
} from './execution-attributes.js';
import { Model } from './model.js';
import { type Received, withoutNulls } from './received.js';
import { type WaitOptions, waitUntilClosed } from './wait-until-closed.js';

/**
 * An execution of a workflow. Immutable.
 *
 * Unknown attributes are `undefined` and not compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const execution = new WorkflowExecution(domain, 'order-42');
 * await execution.signal('approve', { by: 'ops' });
 * const { closeStatus } = await execution.waitUntilClosed({ maxWaitTime: 300 });
 */
export class WorkflowExecution extends Model implements Required<WorkflowExecutionOptions> {
  readonly domain: DomainRef;
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly workflowType: TypeRef | undefined;
  readonly executionStatus: ExecutionStatus | undefined;
  readonly closeStatus: CloseStatus | undefined;
  declare readonly startTimestamp: Date | undefined;
  declare readonly closeTimestamp: Date | undefined;
  readonly parent: ExecutionRef | undefined;
  readonly cancelRequested: boolean | undefined;
  readonly input: string | undefined;
  readonly tagList: readonly string[] | undefined;
  readonly taskList: string | undefined;
  readonly taskPriority: number | undefined;
  readonly executionStartToCloseTimeout: number | undefined;
  readonly taskStartToCloseTimeout: Timeout | undefined;
  readonly childPolicy: ChildPolicy | undefined;
  readonly lambdaRole: string | undefined;
  readonly openCounts: OpenCounts | undefined;
  declare readonly latestActivityTaskTimestamp: Date | undefined;
  readonly latestExecutionContext: string | undefined;

  constructor(domain: DomainRef, workflowId: string, options: WorkflowExecutionOptions = {}) {
    super();
    const { runId } = checkOptions('options', options, EXECUTION);
    this.domain = DOMAIN_REF.check('domain', domain);
    // Only SWF gives a run id, and it may have executions that predate the current rules.
    this.workflowId = WORKFLOW_ID[runId === undefined ? 'check' : 'checkReceived']('workflowId', workflowId);
    // Each by name, not in a loop: V8 makes such objects several times as fast, and listings are
    // long.
    this.runId = received(EXECUTION.runId, 'runId', options.runId);
    this.workflowType = received(EXECUTION.workflowType, 'workflowType', options.workflowType);
    this.executionStatus = received(EXECUTION.executionStatus, 'executionStatus', options.executionStatus);
    this.closeStatus = received(EXECUTION.closeStatus, 'closeStatus', options.closeStatus);
    this.parent = received(EXECUTION.parent, 'parent', options.parent);
    this.cancelRequested = received(EXECUTION.cancelRequested, 'cancelRequested', options.cancelRequested);
    this.input = received(EXECUTION.input, 'input', options.input);
    this.tagList = received(EXECUTION.tagList, 'tagList', options.tagList);
    this.taskList = received(EXECUTION.taskList, 'taskList', options.taskList);
    this.taskPriority = received(EXECUTION.taskPriority, 'taskPriority', options.taskPriority);
    this.executionStartToCloseTimeout = received(
      EXECUTION.executionStartToCloseTimeout,
      'executionStartToCloseTimeout',
      options.executionStartToCloseTimeout,
    );
    this.taskStartToCloseTimeout = received(
      EXECUTION.taskStartToCloseTimeout,
      'taskStartToCloseTimeout',
      options.taskStartToCloseTimeout,
    );
    this.childPolicy = received(EXECUTION.childPolicy, 'childPolicy', options.childPolicy);
    this.lambdaRole = received(EXECUTION.lambdaRole, 'lambdaRole', options.lambdaRole);
    this.openCounts = received(EXECUTION.openCounts, 'openCounts', options.openCounts);
    this.latestExecutionContext = received(
      EXECUTION.latestExecutionContext,
      'latestExecutionContext',
      options.latestExecutionContext,
    );
    this.defineInstant('startTimestamp', received(EXECUTION.startTimestamp, 'startTimestamp', options.startTimestamp));
    this.defineInstant('closeTimestamp', received(EXECUTION.closeTimestamp, 'closeTimestamp', options.closeTimestamp));
    this.defineInstant(
      'latestActivityTaskTimestamp',
      received(
        EXECUTION.latestActivityTaskTimestamp,
        'latestActivityTaskTimestamp',
        options.latestActivityTaskTimestamp,
      ),
    );
    if (new.target === WorkflowExecution) Object.freeze(this);
  }

  /**
   * Returns the execution in an entry of a listing (`ListOpenWorkflowExecutions`,
   * `ListClosedWorkflowExecutions`).
   *
   * @throws `ResponseError` if it has no workflow id, run id or type.
   */
  static fromInfo<E extends WorkflowExecution>(
    this: ExecutionClass<E>,
    domain: DomainRef,
    info: Received<WorkflowExecutionInfo>,
  ): E {
    const received = withoutNulls<WorkflowExecutionInfo>('info', info);
    return new this(domain, requiredMember('workflowId', received.execution?.workflowId), fromExecutionInfo(received));
  }

  /**
   * Returns the execution in an answer of `DescribeWorkflowExecution`, or in an event of
   * EventBridge.
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
    const info = requiredMember('executionInfo', received.executionInfo);
    const workflowId = requiredMember('workflowId', info.execution?.workflowId);
    return new this(domain, workflowId, fromExecutionDetail(info, received));
  }

  get resource(): ResourceContext {
    return { kind: 'WorkflowExecution', name: this.workflowId, domain: this.domain.name };
  }

  attributes(): Omit<Required<WorkflowExecutionOptions>, 'input'> {
    const { input, ...attributes } = pick<WorkflowExecutionOptions>(this, EXECUTION);
    return attributes;
  }

  /**
   * Returns a changed copy. Another run or workflow id is another execution: nothing else is known
   * of it.
   */
  with(changes: WorkflowExecutionChanges): this {
    const names = { ...EXECUTION, workflowId: true } as const;
    const { workflowId = this.workflowId, ...others } = checkOptions('changes', changes, names);
    const isSame = workflowId === this.workflowId && (others.runId ?? this.runId) === this.runId;
    const given = isSame && pick<WorkflowExecutionOptions>(this, EXECUTION);
    return this.copyFrom(new WorkflowExecution(this.domain, workflowId, { ...given, ...others }));
  }

  /**
   * Fetches the execution as SWF has it now: its run, or without a run id the open run or else the
   * latest closed one.
   */
  override async upstream(options?: RequestOptions): Promise<this> {
    const { domain, workflowId, resource } = this;
    const runId = this.runId ?? (await latestRunId({ domain: domain.name, workflowId }, options));
    const command = new DescribeWorkflowExecutionCommand({ domain: domain.name, execution: { workflowId, runId } });
    const upstream = WorkflowExecution.fromDetail(domain, await send(command, resource, options));
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
   * Closes the execution immediately, without a decision of its decider.
   *
   * @throws `DoesNotExistError` if it is closed or unknown.
   */
  terminate(options?: TerminateOptions): Promise<void> {
    return terminate(this, options);
  }

  /**
   * Waits until the execution is closed, and resolves to it.
   *
   * Polls immediately, then after 1 s, backing off to 15 s. Waits up to 10 s for a run that SWF
   * does not know yet, and for a history that does not name the next run yet. Throttling and 5xx
   * answers only slow it down, and so does a lost connection once SWF has described the execution.
   *
   * @throws `WaitTimeoutError` after `maxWaitTime`; `DoesNotExistError`; `ConnectionError` if SWF
   * cannot be reached at first; the signal's reason when the signal fires.
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
    return decodePayload('input', this.input, schema);
  }

  /**
   * Decodes the last context that the decider saved: JSON to its value, any other text as it is.
   *
   * @param schema a Standard Schema that validates it, and whose output is returned.
   * @throws `InvalidArgumentError` if it does not match the schema.
   */
  parseLatestExecutionContext<Context = unknown>(schema?: StandardSchemaV1<unknown, Context>): Context {
    return decodePayload('latestExecutionContext', this.latestExecutionContext, schema);
  }

  toJSON(): object {
    const attributes = pick<WorkflowExecutionOptions>(this, EXECUTION);
    return { domain: this.domain.name, workflowId: this.workflowId, ...known(attributes) };
  }
}

type ExecutionClass<E> = new (domain: DomainRef, workflowId: string, options?: WorkflowExecutionOptions) => E;
