import {
  type Decision,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  type PollForDecisionTaskCommandOutput,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  type StartWorkflowExecutionCommandInput,
  type SWFClient,
} from '@aws-sdk/client-swf';
import type { VirtualClock } from '@swf/local';
import { type Event, nameIn, readEvent, reference, text } from '../history-rules/event.js';
import { CLOSING } from '../history-rules/event-groups.js';
import { recordedDecision } from './recorded-decision.js';
import type { RecordedHistory } from './recordings.js';

export const DOMAIN = 'TestDomain';

type Attributes = Readonly<Record<string, unknown>>;
type DecisionTask = PollForDecisionTaskCommandOutput;

/**
 * Makes a service go through a recorded history: the same calls by deciders, workers and others, in
 * the same order, at the same times.
 */
export class Replay {
  readonly #client: SWFClient;
  readonly #clock: VirtualClock;
  readonly #events: readonly Event[];
  readonly #taskList: { readonly name: string };
  readonly #workflowId: string;
  readonly #decisionTasks = new Map<string, DecisionTask>();
  readonly #activityTokens = new Map<number, string>();
  #runId = '';
  #position = 0;

  constructor(client: SWFClient, clock: VirtualClock, recorded: RecordedHistory, workflowId: string) {
    this.#client = client;
    this.#clock = clock;
    this.#events = recorded.events.map(readEvent);
    this.#taskList = { name: nameIn(this.#events[0] as Event, 'taskList') };
    this.#workflowId = workflowId;
  }

  get execution(): { readonly workflowId: string; readonly runId: string } {
    return { workflowId: this.#workflowId, runId: this.#runId };
  }

  /** The decision task that the run was last given. */
  get decisionTask(): DecisionTask | undefined {
    return this.#decisionTasks.get(this.#workflowId);
  }

  /** Goes on until the time, in epoch seconds, or to the end. */
  async until(time = Number.POSITIVE_INFINITY): Promise<void> {
    if (this.#position === 0) await this.#register();
    for (
      let event = this.#events[this.#position];
      event && event.time <= time * 1000;
      event = this.#events[this.#position]
    ) {
      await this.#advanceTo(event.time);
      this.#position += 1;
      await this.#apply(event);
    }
    if (Number.isFinite(time)) await this.#advanceTo(time * 1000);
  }

  async #register(): Promise<void> {
    await this.#advanceTo((this.#events[0]?.time ?? 0) - 1000);
    await this.#client.send(new RegisterDomainCommand({ name: DOMAIN, workflowExecutionRetentionPeriodInDays: '30' }));
    const types = new Map<string, () => Promise<unknown>>();
    for (const { attributes } of this.#events) {
      const { workflowType, activityType } = attributes as Record<
        string,
        { name: string; version: string } | undefined
      >;
      if (workflowType) types.set(`workflow ${workflowType.name}`, () => this.#registerWorkflowType(workflowType));
      if (activityType) types.set(`activity ${activityType.name}`, () => this.#registerActivityType(activityType));
    }
    for (const register of types.values()) await register();
  }

  /** With the defaults of the recorded DescribeWorkflowType answers. */
  #registerWorkflowType(type: { readonly name: string; readonly version: string }): Promise<unknown> {
    return this.#client.send(
      new RegisterWorkflowTypeCommand({
        domain: DOMAIN,
        ...type,
        defaultChildPolicy: 'TERMINATE',
        defaultExecutionStartToCloseTimeout: '300',
        defaultTaskList: { name: 'None' },
        defaultTaskStartToCloseTimeout: '300',
      }),
    );
  }

  #registerActivityType(type: { readonly name: string; readonly version: string }): Promise<unknown> {
    return this.#client.send(new RegisterActivityTypeCommand({ domain: DOMAIN, ...type }));
  }

  async #advanceTo(time: number): Promise<void> {
    await this.#clock.advance({ seconds: Math.max(0, time - this.#clock.now()) / 1000 });
  }

  async #apply(event: Event): Promise<void> {
    const { attributes } = event;
    const target = { domain: DOMAIN, workflowId: this.#workflowId };
    switch (event.type) {
      case 'WorkflowExecutionStarted':
        return this.#start(attributes);
      case 'WorkflowExecutionSignaled': {
        const signal = { ...target, signalName: text(event, 'signalName') };
        await this.#client.send(new SignalWorkflowExecutionCommand(signal));
        return;
      }
      case 'WorkflowExecutionCancelRequested':
        await this.#client.send(new RequestCancelWorkflowExecutionCommand(target));
        return;
      case 'DecisionTaskStarted':
        await this.#takeDecisionTask(this.#workflowId, text(event, 'identity'));
        return;
      case 'DecisionTaskCompleted':
        return this.#decide(event);
      case 'ActivityTaskStarted':
        return this.#takeActivityTask(event);
      case 'ActivityTaskCompleted':
      case 'ActivityTaskFailed':
        return this.#answerActivityTask(event);
      case 'ChildWorkflowExecutionCompleted':
      case 'ChildWorkflowExecutionFailed':
        return this.#closeChild(event);
      default:
    }
  }

  async #start(attributes: Attributes): Promise<void> {
    const { parentInitiatedEventId, ...input } = attributes;
    const start = { ...input, domain: DOMAIN, workflowId: this.#workflowId };
    const command = new StartWorkflowExecutionCommand(start as unknown as StartWorkflowExecutionCommandInput);
    this.#runId = (await this.#client.send(command)).runId ?? '';
  }

  /**
   * Polls until the execution's task comes; tasks of others are kept for when they are asked for.
   */
  async #takeDecisionTask(workflowId: string, identity: string): Promise<DecisionTask> {
    let task = this.#decisionTasks.get(workflowId);
    if (task && workflowId !== this.#workflowId) return task;
    do {
      task = await this.#client.send(
        new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: this.#taskList, identity }),
        { abortSignal: AbortSignal.timeout(90_000) },
      );
      this.#decisionTasks.set(task.workflowExecution?.workflowId ?? '', task);
    } while (task.workflowExecution?.workflowId !== workflowId);
    return task;
  }

  async #decide(completed: Event): Promise<void> {
    const decisions: Decision[] = [];
    for (const event of this.#events.slice(completed.id)) {
      if (reference(event, 'decisionTaskCompletedEventId') !== completed.id) break;
      decisions.push(recordedDecision(event));
    }
    const { executionContext } = completed.attributes as { readonly executionContext?: string };
    const { taskToken } = this.#decisionTasks.get(this.#workflowId) ?? {};
    await this.#client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions, executionContext }));
    await this.#clock.advance({ seconds: 0 });
  }

  /** Which of several scheduled tasks comes first is up to the service. */
  async #takeActivityTask(event: Event): Promise<void> {
    const poll = { domain: DOMAIN, taskList: this.#taskList, identity: text(event, 'identity') };
    const task = await this.#client.send(new PollForActivityTaskCommand(poll), {
      abortSignal: AbortSignal.timeout(90_000),
    });
    const scheduled = this.#events.findLast(
      (candidate) =>
        candidate.type === 'ActivityTaskScheduled' &&
        text(candidate, 'activityId') === task.activityId &&
        candidate.id < event.id,
    );
    this.#activityTokens.set(scheduled?.id ?? 0, task.taskToken ?? '');
  }

  async #answerActivityTask(event: Event): Promise<void> {
    const taskToken = this.#activityTokens.get(reference(event, 'scheduledEventId'));
    const { result, reason, details } = event.attributes as { result?: string; reason?: string; details?: string };
    const command =
      event.type === 'ActivityTaskCompleted'
        ? new RespondActivityTaskCompletedCommand({ taskToken, result })
        : new RespondActivityTaskFailedCommand({ taskToken, reason, details });
    await this.#client.send(command as RespondActivityTaskCompletedCommand);
  }

  async #closeChild(event: Event): Promise<void> {
    const { workflowExecution, result, reason, details } = event.attributes as {
      readonly workflowExecution: { readonly workflowId: string };
      readonly result?: string;
      readonly reason?: string;
      readonly details?: string;
    };
    const { taskToken } = await this.#takeDecisionTask(workflowExecution.workflowId, 'child');
    const decision: Decision =
      event.type === 'ChildWorkflowExecutionCompleted'
        ? { decisionType: 'CompleteWorkflowExecution', completeWorkflowExecutionDecisionAttributes: { result } }
        : { decisionType: 'FailWorkflowExecution', failWorkflowExecutionDecisionAttributes: { reason, details } };
    await this.#client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [decision] }));
    await this.#clock.advance({ seconds: 0 });
  }
}

/** Whether a recorded history goes on to the close of its run. */
export function isWhole({ events }: RecordedHistory): boolean {
  return CLOSING.has(events.at(-1)?.eventType ?? '');
}
