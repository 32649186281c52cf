import {
  CountPendingActivityTasksCommand,
  CountPendingDecisionTasksCommand,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  type Decision as SdkDecision,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import { type History, HistoryQuerySet } from '@swf/history';
import { createLocalService, type LocalService, VirtualClock } from '@swf/local';

/** Small, so that a few decisions reach them. */
export const QUOTAS = { openActivityTasks: 2, openTimers: 2, openChildWorkflowExecutions: 2 };

export const TYPE = { name: 'type', version: '1' };
export const DOMAIN = 'orders';
const WORK = { name: 'work' };
const CHILDREN = { name: 'children' };
const DECISIONS = { name: 'decisions' };

export const ACTIVITY_DEFAULTS = {
  defaultTaskList: WORK,
  defaultTaskScheduleToStartTimeout: '20',
  defaultTaskScheduleToCloseTimeout: 'NONE',
  defaultTaskStartToCloseTimeout: '30',
  defaultTaskHeartbeatTimeout: 'NONE',
};

export const WORKFLOW_DEFAULTS = {
  defaultExecutionStartToCloseTimeout: '100000',
  defaultTaskList: CHILDREN,
  defaultTaskStartToCloseTimeout: 'NONE',
  defaultChildPolicy: 'ABANDON' as const,
};

/** What may happen to an execution beside its decisions. */
export type Happening =
  | { readonly what: 'signal' | 'request cancel' | 'start activity' | 'complete activity' | 'fail activity' }
  | { readonly what: 'cancel activity' | 'complete child' | 'fail child' | 'continue child' }
  | { readonly what: 'time'; readonly seconds: number };

/**
 * One execution on a local service under virtual time, with a worker and a decider of its children.
 */
export class World implements AsyncDisposable {
  readonly #clock = new VirtualClock();
  readonly #service: LocalService;
  readonly client: SWFClient;
  readonly #workflowId = 'parent';
  readonly #activityTokens: string[] = [];
  #runId = '';

  constructor() {
    // A function that never answers keeps its Lambda task open.
    const functions = { hangs: () => new Promise<never>(() => {}) };
    const { openChildWorkflowExecutions: openChildren, ...others } = QUOTAS;
    const limits = { ...others, openChildren };
    this.#service = createLocalService({ clock: this.#clock, limits, lambda: { functions } });
    this.client = this.#service.client();
  }

  async start(): Promise<void> {
    await this.client.send(new RegisterDomainCommand({ name: DOMAIN, workflowExecutionRetentionPeriodInDays: '1' }));
    await this.client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...TYPE, ...ACTIVITY_DEFAULTS }));
    await this.client.send(new RegisterWorkflowTypeCommand({ domain: DOMAIN, ...TYPE, ...WORKFLOW_DEFAULTS }));
    const { runId } = await this.client.send(
      new StartWorkflowExecutionCommand({
        domain: DOMAIN,
        workflowId: this.#workflowId,
        workflowType: TYPE,
        taskList: DECISIONS,
        lambdaRole: 'arn:aws:iam::123456789012:role/lambda',
      }),
    );
    this.#runId = runId as string;
  }

  /** The token of the next decision task; where none waits, a signal brings one about. */
  async poll(): Promise<string> {
    const { count } = await this.client.send(
      new CountPendingDecisionTasksCommand({ domain: DOMAIN, taskList: DECISIONS }),
    );
    if (count === 0) await this.happen({ what: 'signal' });
    const task = await this.client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: DECISIONS }));
    return task.taskToken as string;
  }

  /** Resolves once SWF has done with the answer, and with what follows of it at the same moment. */
  async answer(taskToken: string, decisions: SdkDecision[]): Promise<void> {
    await this.client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    await this.#clock.advance({ seconds: 0 });
  }

  history(): Promise<History> {
    const execution = { workflowId: this.#workflowId, runId: this.#runId };
    return new HistoryQuerySet({ name: DOMAIN }, { client: this.client }).get(execution);
  }

  async happen(happening: Happening): Promise<void> {
    switch (happening.what) {
      case 'signal':
        await this.client.send(
          new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId: this.#workflowId, signalName: 's' }),
        );
        break;
      case 'request cancel':
        await this.client.send(
          new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, workflowId: this.#workflowId }),
        );
        break;
      case 'time':
        await this.#clock.advance({ seconds: happening.seconds });
        break;
      case 'start activity':
        await this.#startActivity();
        break;
      case 'complete activity':
        await this.#closeActivity((taskToken) =>
          this.client.send(new RespondActivityTaskCompletedCommand({ taskToken })),
        );
        break;
      case 'fail activity':
        await this.#closeActivity((taskToken) => this.client.send(new RespondActivityTaskFailedCommand({ taskToken })));
        break;
      case 'cancel activity':
        await this.#closeActivity((taskToken) =>
          this.client.send(new RespondActivityTaskCanceledCommand({ taskToken })),
        );
        break;
      case 'complete child':
        await this.#decideChild(WorkflowExecutionDecision.complete());
        break;
      case 'fail child':
        await this.#decideChild(WorkflowExecutionDecision.fail());
        break;
      case 'continue child':
        await this.#decideChild(WorkflowExecutionDecision.continueAsNew());
        break;
    }
    await this.#clock.advance({ seconds: 0 });
  }

  async #startActivity(): Promise<void> {
    const list = { domain: DOMAIN, taskList: WORK };
    const { count } = await this.client.send(new CountPendingActivityTasksCommand(list));
    if (count === 0) return;
    const { taskToken } = await this.client.send(new PollForActivityTaskCommand(list));
    if (taskToken) this.#activityTokens.push(taskToken);
  }

  /** Answers the task that was started first; SWF may have closed it meanwhile. */
  async #closeActivity(respond: (taskToken: string) => Promise<unknown>): Promise<void> {
    const taskToken = this.#activityTokens.shift();
    if (taskToken === undefined) return;
    await respond(taskToken).catch((error: Error) => {
      if (error.name !== 'UnknownResourceFault') throw error;
    });
  }

  async #decideChild(decision: Decision): Promise<void> {
    const list = { domain: DOMAIN, taskList: CHILDREN };
    const { count } = await this.client.send(new CountPendingDecisionTasksCommand(list));
    if (count === 0) return;
    const { taskToken } = await this.client.send(new PollForDecisionTaskCommand(list));
    await this.client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [decision.toJSON()] }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service.close();
  }
}
