import type { PollForDecisionTaskCommandOutput } from '@aws-sdk/client-swf';
import { History } from '@swf/history';
import {
  type DomainRef,
  type ExecutionRef,
  type TypeRef,
  WorkflowExecution,
  type WorkflowExecutionOptions,
} from '@swf/models';
import { requiredExecution, requiredType } from '@swf/settings/request';
import { type EveryMember, type ExecutionSettings, TIMEOUT, type Timeout } from '@swf/settings/wire';

/** The parts of a decision task. */
export interface DecisionTaskOptions {
  readonly taskToken: string;
  readonly workflowExecution: ExecutionRef;
  readonly workflowType: TypeRef;
  readonly history: History;
  readonly startedEventId: number;
  /** Reads the whole history if `history` is only a part of it. */
  readonly loadHistory?: (() => Promise<History>) | undefined;
}

/** The history of a polled task, if it is more than the answer of the poll has. */
export type PolledHistory = Partial<Pick<DecisionTaskOptions, 'history' | 'loadHistory'>>;

/** A decision task: an execution with something new to decide on. Immutable. */
export class DecisionTask {
  readonly domain: DomainRef;
  /** The name of the task list that was polled. */
  readonly taskList: string;
  readonly taskToken: string;
  readonly workflowExecution: ExecutionRef;
  readonly workflowType: TypeRef;
  /**
   * The history up to this task's own `DecisionTaskStarted`. With `history: 'new'`, at least the
   * events since the last decision.
   */
  readonly history: History;
  /** The id of this task's `DecisionTaskStarted` event. */
  readonly startedEventId: number;
  readonly #load: (() => Promise<History>) | undefined;
  #whole: Promise<History> | undefined;
  #execution: WorkflowExecution | undefined;

  constructor(domain: DomainRef, taskList: string, options: DecisionTaskOptions) {
    this.domain = domain;
    this.taskList = taskList;
    this.taskToken = options.taskToken;
    this.workflowExecution = Object.freeze({ ...options.workflowExecution });
    this.workflowType = Object.freeze({ ...options.workflowType });
    this.history = options.history;
    this.startedEventId = options.startedEventId;
    this.#load = options.loadHistory;
    Object.freeze(this);
  }

  /**
   * Returns the task in an answer of `PollForDecisionTask`; undefined if the poll ended empty.
   *
   * Default history: the events of the answer.
   *
   * @throws `ResponseError` if the answer has a token but no execution or type.
   */
  static fromPoll(
    domain: DomainRef,
    taskList: string,
    answer: Partial<PollForDecisionTaskCommandOutput>,
    { history, loadHistory }: PolledHistory = {},
  ): DecisionTask | undefined {
    const { taskToken, workflowExecution, workflowType, events = [], previousStartedEventId = 0 } = answer;
    if (!taskToken) return undefined;
    const resource = { kind: 'TaskList', name: taskList, domain: domain.name };
    return new DecisionTask(domain, taskList, {
      taskToken,
      workflowExecution: requiredExecution('workflowExecution', workflowExecution, resource),
      workflowType: requiredType('workflowType', workflowType, resource),
      startedEventId: answer.startedEventId || events.at(-1)?.eventId || 0,
      history: history ?? History.from(events, { previousStartedEventId }),
      loadHistory,
    });
  }

  /**
   * The execution: input, tags, parent, timeouts, task list, start and status, from the history.
   *
   * If the history does not begin with the first event, only ids, type and status are known.
   */
  get execution(): WorkflowExecution {
    this.#execution ??= new WorkflowExecution(this.domain, this.workflowExecution.workflowId, this.#facts());
    return this.#execution;
  }

  /** The id of the last completed task's `DecisionTaskStarted` event; 0 for the first task. */
  get previousStartedEventId(): number {
    return this.history.previousStartedEventId;
  }

  /** The events since the last completed task. */
  get newEvents(): History['newEvents'] {
    return this.history.newEvents;
  }

  /** Seconds that SWF waits for the answer; undefined if the history does not have it. */
  get startToCloseTimeout(): Timeout | undefined {
    const started = this.history.event(this.startedEventId);
    if (!started?.is('DecisionTaskStarted')) return undefined;
    const scheduled = this.history.event(started.attributes.scheduledEventId ?? 0);
    return scheduled?.is('DecisionTaskScheduled') ? TIMEOUT.parse(scheduled.attributes.startToCloseTimeout) : undefined;
  }

  /**
   * Returns the whole history; requests it at most once, and only if `history` is a part.
   *
   * @throws whatever SWF answers, and the reason of the task's signal after it has fired.
   */
  loadHistory(): Promise<History> {
    const load = this.#load ?? (() => Promise.resolve(this.history));
    this.#whole ??= load().catch((error: unknown) => {
      this.#whole = undefined;
      throw error;
    });
    return this.#whole;
  }

  #facts(): WorkflowExecutionOptions {
    const { history, workflowExecution, workflowType } = this;
    const known = { runId: workflowExecution.runId, workflowType, executionStatus: 'OPEN' } as const;
    if (history.first?.id !== 1) return known;
    // A history that breaks SWF's rules is used up to there.
    const { workflowExecution: execution, latestExecutionContext } = history.validPrefix.compile();
    const { parent, executionStartToCloseTimeout } = execution;
    const { workflowId, runId } = parent ?? {};
    return {
      ...known,
      startTimestamp: execution.startedAt,
      input: execution.input,
      tagList: execution.tagList,
      parent: workflowId && runId ? { workflowId, runId } : undefined,
      cancelRequested: execution.cancelRequested,
      taskList: execution.taskList,
      taskPriority: execution.taskPriority,
      childPolicy: execution.childPolicy,
      lambdaRole: execution.lambdaRole,
      executionStartToCloseTimeout: executionStartToCloseTimeout === 'NONE' ? undefined : executionStartToCloseTimeout,
      taskStartToCloseTimeout: execution.taskStartToCloseTimeout,
      latestExecutionContext,
    } satisfies EveryMember<ExecutionSettings> & WorkflowExecutionOptions;
  }
}
