import {
  CountPendingActivityTasksCommand,
  CountPendingDecisionTasksCommand,
  type Decision,
  DescribeWorkflowExecutionCommand,
  type DescribeWorkflowExecutionCommandOutput,
  GetWorkflowExecutionHistoryCommand,
  type HistoryEvent,
  ListClosedWorkflowExecutionsCommand,
  ListDomainsCommand,
  ListOpenWorkflowExecutionsCommand,
  PollForActivityTaskCommand,
  type PollForActivityTaskCommandOutput,
  PollForDecisionTaskCommand,
  type PollForDecisionTaskCommandInput,
  type PollForDecisionTaskCommandOutput,
  RegisterActivityTypeCommand,
  type RegisterActivityTypeCommandInput,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  type RegisterWorkflowTypeCommandInput,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  type RespondDecisionTaskCompletedCommandInput,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  type StartWorkflowExecutionCommandInput,
  type WorkflowExecution,
} from '@aws-sdk/client-swf';
import { eventLine } from './event-line.js';
import type { Subject } from './subject.js';

/**
 * How long a poll may wait for a task that is known to be there; only a broken service ever uses it
 * up.
 */
const POLL_PATIENCE = 10_000;

export const DOMAIN = 'shop';
export const WORKFLOW_TYPE = { name: 'order', version: '1' };
export const ACTIVITY_TYPE = { name: 'charge', version: '1' };
export const DECIDERS = { name: 'deciders' };
export const WORKERS = { name: 'workers' };

export type Run = { readonly workflowId: string; readonly runId: string };
type Overrides<Input> = { [Member in keyof Input]?: Input[Member] | undefined };

/**
 * An AWS account with one domain, a workflow type and an activity type that have all defaults, and
 * the calls that most claims are made of.
 */
export class Account {
  readonly #subject: Subject;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  get client() {
    return this.#subject.client;
  }

  get clock() {
    return this.#subject.clock;
  }

  get exchange() {
    return this.#subject.exchange;
  }

  async register(): Promise<void> {
    await this.client.send(new RegisterDomainCommand({ name: DOMAIN, workflowExecutionRetentionPeriodInDays: '30' }));
    await this.registerWorkflowType();
    await this.registerActivityType();
  }

  registerWorkflowType(overrides: Overrides<RegisterWorkflowTypeCommandInput> = {}) {
    return this.client.send(
      new RegisterWorkflowTypeCommand({
        domain: DOMAIN,
        ...WORKFLOW_TYPE,
        defaultTaskList: DECIDERS,
        defaultTaskStartToCloseTimeout: '60',
        defaultExecutionStartToCloseTimeout: '3600',
        defaultChildPolicy: 'TERMINATE',
        ...overrides,
      } as RegisterWorkflowTypeCommandInput),
    );
  }

  registerActivityType(overrides: Overrides<RegisterActivityTypeCommandInput> = {}) {
    return this.client.send(
      new RegisterActivityTypeCommand({
        domain: DOMAIN,
        ...ACTIVITY_TYPE,
        defaultTaskList: WORKERS,
        defaultTaskScheduleToStartTimeout: '600',
        defaultTaskScheduleToCloseTimeout: '900',
        defaultTaskStartToCloseTimeout: '300',
        defaultTaskHeartbeatTimeout: 'NONE',
        ...overrides,
      } as RegisterActivityTypeCommandInput),
    );
  }

  async start(workflowId = 'order-1', overrides: Overrides<StartWorkflowExecutionCommandInput> = {}): Promise<Run> {
    const input = { domain: DOMAIN, workflowId, workflowType: WORKFLOW_TYPE, ...overrides };
    const { runId } = await this.client.send(
      new StartWorkflowExecutionCommand(input as StartWorkflowExecutionCommandInput),
    );
    return { workflowId, runId: runId ?? '' };
  }

  async signal(run: { readonly workflowId: string }, signalName = 'paid'): Promise<void> {
    await this.client.send(
      new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId: run.workflowId, signalName }),
    );
  }

  /** Takes a decision task that is there. */
  pollForDecisionTask(
    overrides: Overrides<PollForDecisionTaskCommandInput> = {},
  ): Promise<PollForDecisionTaskCommandOutput> {
    const input = { domain: DOMAIN, taskList: DECIDERS, ...overrides } as PollForDecisionTaskCommandInput;
    return this.client.send(new PollForDecisionTaskCommand(input), { abortSignal: AbortSignal.timeout(POLL_PATIENCE) });
  }

  /** Takes an activity task that is there. */
  pollForActivityTask(taskList = WORKERS, identity?: string): Promise<PollForActivityTaskCommandOutput> {
    return this.client.send(new PollForActivityTaskCommand({ domain: DOMAIN, taskList, identity }), {
      abortSignal: AbortSignal.timeout(POLL_PATIENCE),
    });
  }

  /** Answers a decision task, and lets happen what follows at once in other executions. */
  async respond(
    task: { readonly taskToken?: string | undefined },
    decisions: readonly Decision[] = [],
    overrides: Omit<RespondDecisionTaskCompletedCommandInput, 'taskToken' | 'decisions'> = {},
  ): Promise<void> {
    await this.client.send(
      new RespondDecisionTaskCompletedCommand({ taskToken: task.taskToken, decisions: [...decisions], ...overrides }),
    );
    await this.settle();
  }

  /** Takes the next decision task and answers it. */
  async decide(...decisions: readonly Decision[]): Promise<PollForDecisionTaskCommandOutput> {
    const task = await this.pollForDecisionTask();
    await this.respond(task, decisions);
    return task;
  }

  complete(task: { readonly taskToken?: string | undefined }, result?: string) {
    return this.client.send(new RespondActivityTaskCompletedCommand({ taskToken: task.taskToken, result }));
  }

  /** Takes the next activity task and completes it. */
  async work(result?: string): Promise<PollForActivityTaskCommandOutput> {
    const task = await this.pollForActivityTask();
    await this.complete(task, result);
    return task;
  }

  /**
   * Lets everything happen that is due by now: effects on other executions, timers of 0 seconds.
   */
  settle(): Promise<void> {
    return this.clock.advance({ seconds: 0 });
  }

  advance(seconds: number): Promise<void> {
    return this.clock.advance({ seconds });
  }

  describe(run: Run): Promise<DescribeWorkflowExecutionCommandOutput> {
    return this.client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution: { ...run } }));
  }

  async isOpen(run: Run): Promise<boolean> {
    return (await this.describe(run)).executionInfo?.executionStatus === 'OPEN';
  }

  /** The open run of a workflow id, for runs that a decision has started. */
  async openRun(workflowId: string): Promise<Run> {
    const { executionInfos = [] } = await this.client.send(
      new ListOpenWorkflowExecutionsCommand({
        domain: DOMAIN,
        startTimeFilter: { oldestDate: new Date(0) },
        executionFilter: { workflowId },
      }),
    );
    return { workflowId, runId: executionInfos[0]?.execution?.runId ?? '' };
  }

  history(run: Run): Promise<readonly HistoryEvent[]> {
    return this.#historyOf(DOMAIN, run);
  }

  /** One event, with all its members. */
  async event(run: Run, eventId: number): Promise<HistoryEvent> {
    const event = (await this.history(run))[eventId - 1];
    if (!event) throw new Error(`The run has no event ${eventId}`);
    return event;
  }

  /** The events from an id on, each as a line such as `4 DecisionTaskCompleted(2,3)`. */
  async lines(run: Run, fromEventId = 1): Promise<readonly string[]> {
    return (await this.history(run)).slice(fromEventId - 1).map(eventLine);
  }

  async pendingDecisionTasks(taskList = DECIDERS): Promise<number | undefined> {
    return (await this.client.send(new CountPendingDecisionTasksCommand({ domain: DOMAIN, taskList }))).count;
  }

  async pendingActivityTasks(taskList = WORKERS): Promise<number | undefined> {
    return (await this.client.send(new CountPendingActivityTasksCommand({ domain: DOMAIN, taskList }))).count;
  }

  /** Every history that can be read in the account. */
  async histories(): Promise<readonly (readonly HistoryEvent[])[]> {
    const histories: (readonly HistoryEvent[])[] = [];
    for (const registrationStatus of ['REGISTERED', 'DEPRECATED'] as const) {
      const { domainInfos = [] } = await this.client.send(new ListDomainsCommand({ registrationStatus }));
      for (const { name } of domainInfos) {
        for (const run of await this.executions(name)) histories.push(await this.#historyOf(name ?? '', run));
      }
    }
    return histories;
  }

  /** All open and closed executions of a domain. */
  async executions(domain = DOMAIN): Promise<readonly WorkflowExecution[]> {
    const startTimeFilter = { oldestDate: new Date(0) };
    const open = await this.client.send(new ListOpenWorkflowExecutionsCommand({ domain, startTimeFilter }));
    const closed = await this.client.send(new ListClosedWorkflowExecutionsCommand({ domain, startTimeFilter }));
    return [...(open.executionInfos ?? []), ...(closed.executionInfos ?? [])].flatMap(
      ({ execution }) => execution ?? [],
    );
  }

  async #historyOf(domain: string, execution: WorkflowExecution): Promise<readonly HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    let nextPageToken: string | undefined;
    do {
      const page = await this.client.send(
        new GetWorkflowExecutionHistoryCommand({ domain, execution: { ...execution }, nextPageToken }),
      );
      events.push(...(page.events ?? []));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken !== undefined);
    return events;
  }
}

/** The fault that a call is refused with; a call that succeeds is an error here. */
export async function fault(call: Promise<unknown>): Promise<{ readonly name: string; readonly message: string }> {
  const refusal: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Error)) throw new Error('The call was not refused');
  return { name: refusal.name, message: refusal.message };
}
