import type {
  ChildPolicy,
  CloseStatus,
  ExecutionStatus,
  WorkflowExecutionDetail,
  WorkflowExecutionInfo,
} from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import {
  checkInteger,
  checkObject,
  checkTagList,
  checkWorkflowId,
  parsePayload,
  type Timeout,
} from '@swf/settings/wire';
import { answered } from './answered.js';
import { describeExecution, fromDetail, fromExecutionInfo } from './describe-execution.js';
import { checkDate } from './instant.js';
import {
  checkArn,
  checkBoolean,
  checkChildPolicy,
  checkData,
  checkPriority,
  checkSeconds,
  checkTimeout,
  checkToldName,
  checkWord,
  keep,
} from './keep.js';
import { Model } from './model.js';
import type { DomainRef, ExecutionRef, TypeRef } from './refs.js';
import { checkDomain, checkExecution, checkRunId, checkType } from './refs.js';
import { requestCancel, signal, type TerminateOptions, terminate } from './steer-execution.js';
import { known } from './value.js';
import { type WaitOptions, waitUntilClosed } from './wait-until-closed.js';

/** How many things of an execution are open. */
export interface OpenCounts {
  readonly openActivityTasks: number;
  /** 0 or 1. */
  readonly openDecisionTasks: number;
  readonly openTimers: number;
  readonly openChildWorkflowExecutions: number;
  readonly openLambdaFunctions: number;
}

/** What is known of an execution. */
export interface WorkflowExecutionOptions {
  /** Which run. Without it, the open run is meant, or the last one where none is open, as SWF lists them: a run just started may be missing for a while. */
  readonly runId?: string | undefined;
  readonly workflowType?: TypeRef | undefined;
  readonly executionStatus?: ExecutionStatus | undefined;
  /** How it ended; nothing while it is open. */
  readonly closeStatus?: CloseStatus | undefined;
  readonly startTimestamp?: Date | undefined;
  readonly closeTimestamp?: Date | undefined;
  /** Its parent, where it is a child. */
  readonly parent?: ExecutionRef | undefined;
  readonly tagList?: readonly string[] | undefined;
  readonly cancelRequested?: boolean | undefined;
  /** Seconds that it may take. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  /** The name of the task list of its decision tasks. */
  readonly taskList?: string | undefined;
  readonly taskPriority?: number | undefined;
  readonly childPolicy?: ChildPolicy | undefined;
  readonly lambdaRole?: string | undefined;
  readonly openCounts?: OpenCounts | undefined;
  /** When something last happened to one of its activities. */
  readonly latestActivityTaskTimestamp?: Date | undefined;
  /** The context that its decider left last, as it was sent. */
  readonly latestExecutionContext?: string | undefined;
  /** What it was started with, as it was sent. SWF tells it only in the history. */
  readonly input?: string | undefined;
}

/**
 * An execution of a workflow.
 *
 * Immutable. What it does not know is `undefined` and not compared. Throws `InvalidArgumentError` for values that SWF would refuse.
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
  readonly startTimestamp: Date | undefined;
  readonly closeTimestamp: Date | undefined;
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
  readonly latestActivityTaskTimestamp: Date | undefined;
  readonly latestExecutionContext: string | undefined;
  readonly input: string | undefined;

  constructor(domain: DomainRef, workflowId: string, options: WorkflowExecutionOptions = {}) {
    super();
    this.domain = checkDomain(domain);
    const checkId = checkObject('options', options).runId === undefined ? checkWorkflowId : checkToldName;
    this.workflowId = checkId('workflowId', workflowId);
    this.runId = keep(options, 'runId', checkRunId);
    this.workflowType = keep(options, 'workflowType', checkType);
    this.executionStatus = keep(options, 'executionStatus', checkWord<ExecutionStatus>);
    this.closeStatus = keep(options, 'closeStatus', checkWord<CloseStatus>);
    this.startTimestamp = keep(options, 'startTimestamp', checkDate);
    this.closeTimestamp = keep(options, 'closeTimestamp', checkDate);
    this.parent = keep(options, 'parent', checkExecution);
    this.tagList = keep(options, 'tagList', checkTags);
    this.cancelRequested = keep(options, 'cancelRequested', checkBoolean);
    this.executionStartToCloseTimeout = keep(options, 'executionStartToCloseTimeout', checkSeconds);
    this.taskStartToCloseTimeout = keep(options, 'taskStartToCloseTimeout', checkTimeout);
    this.taskList = keep(options, 'taskList', checkToldName);
    this.taskPriority = keep(options, 'taskPriority', checkPriority);
    this.childPolicy = keep(options, 'childPolicy', checkChildPolicy);
    this.lambdaRole = keep(options, 'lambdaRole', checkArn);
    this.openCounts = keep(options, 'openCounts', checkOpenCounts);
    this.latestActivityTaskTimestamp = keep(options, 'latestActivityTaskTimestamp', checkDate);
    this.latestExecutionContext = keep(options, 'latestExecutionContext', checkData);
    this.input = keep(options, 'input', checkData);
    Object.freeze(this);
  }

  /** The execution that an entry of a listing tells of (`ListOpenWorkflowExecutions`, `ListClosedWorkflowExecutions`). */
  static fromInfo(domain: DomainRef, info: WorkflowExecutionInfo): WorkflowExecution {
    return new WorkflowExecution(
      domain,
      answered('workflowId', checkObject('info', info).execution?.workflowId),
      fromExecutionInfo(info),
    );
  }

  /** The execution that an answer of `DescribeWorkflowExecution` tells of. */
  static fromDetail(domain: DomainRef, detail: WorkflowExecutionDetail): WorkflowExecution {
    const workflowId = answered('workflowId', checkObject('detail', detail).executionInfo?.execution?.workflowId);
    return new WorkflowExecution(domain, workflowId, fromDetail(detail));
  }

  get resource(): ResourceContext {
    return { kind: 'WorkflowExecution', name: this.workflowId, domain: this.domain.name };
  }

  attributes(): Omit<Required<WorkflowExecutionOptions>, 'input'> {
    const { domain, workflowId, input, ...attributes } = this;
    return attributes;
  }

  /** A copy with other attributes. Another run, or another workflow id, is another execution, of which nothing else is known. */
  with(changed: WorkflowExecutionOptions & { readonly workflowId?: string | undefined }): WorkflowExecution {
    const { workflowId = this.workflowId, ...changes } = checkObject('changes', changed);
    const { domain, workflowId: own, ...given } = this;
    const same = workflowId === own && (changes.runId ?? this.runId) === this.runId;
    return new WorkflowExecution(domain, workflowId, same ? { ...given, ...changes } : changes);
  }

  /** The execution as SWF has it now: this run, or without a run id the open one, or the last one where none is open. */
  override async upstream(options?: RequestOptions): Promise<WorkflowExecution> {
    return WorkflowExecution.fromDetail(this.domain, await describeExecution(this, options));
  }

  /**
   * Sends the execution a signal; without a run id, to the open run.
   *
   * @param input what the signal says: a string as it is, any other JSON value as JSON; at most 32,768 characters.
   * @throws `DoesNotExistError` where it is not open.
   */
  signal(signalName: string, input?: unknown, options?: RequestOptions): Promise<void> {
    return signal(this, signalName, input, options);
  }

  /**
   * Asks the execution to cancel itself; its decider may go on all the same.
   *
   * @throws `DoesNotExistError` where it is not open.
   */
  requestCancel(options?: RequestOptions): Promise<void> {
    return requestCancel(this, options);
  }

  /**
   * Ends the execution at once, whatever it is doing.
   *
   * @throws `DoesNotExistError` where it is not open.
   */
  terminate(options?: TerminateOptions): Promise<void> {
    return terminate(this, options);
  }

  /**
   * Resolves to the execution once it is closed.
   *
   * @throws `WaitTimeoutError` after `maxWaitTime`; the signal's reason once the signal fires; `DoesNotExistError`.
   *
   * @example
   * const { closeStatus } = await execution.waitUntilClosed({ maxWaitTime: 300, followRuns: true });
   */
  waitUntilClosed(options?: WaitOptions): Promise<WorkflowExecution> {
    return waitUntilClosed(this, options);
  }

  /** What it was started with, decoded: JSON as its value, any other text as it is. */
  parseInput(): unknown {
    return parsePayload(this.input);
  }

  /** The context that its decider left last, decoded: JSON as its value, any other text as it is. */
  parseLatestExecutionContext(): unknown {
    return parsePayload(this.latestExecutionContext);
  }

  toJSON(): object {
    const { domain, ...rest } = this;
    return { domain: domain.name, ...known(rest) };
  }
}

function checkTags(field: string, tags: readonly string[]): readonly string[] {
  return Object.freeze([...checkTagList(field, tags)]);
}

function checkOpenCounts(field: string, counts: OpenCounts): OpenCounts {
  for (const [name, count] of Object.entries(checkObject(field, counts))) {
    checkInteger(`${field}.${name}`, count, { max: Number.MAX_SAFE_INTEGER });
  }
  return Object.freeze({ ...counts });
}
