import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
  UnknownResourceFault,
} from '@aws-sdk/client-swf';
import { DOMAIN, TASK_LIST, WORKFLOW_TYPE } from '../actors.js';
import { completeWorkflowExecution, recordMarker, scheduleActivityTask, startTimer } from '../conformance/decisions.js';
import { type Ledger, MARKERS_OF_A_BATCH } from './ledger.js';

/** Decisions of a run after which its decider completes it. */
const ROUNDS_OF_A_RUN = 4;

/** The share of activity tasks whose answer waits until the service is back. */
const KEPT_TASKS = 0.2;

/**
 * Starters, signalers, deciders and workers that go on until the service is gone. Each notes what
 * it asks for and what is acknowledged.
 */
export class Load {
  readonly #client: SWFClient;
  readonly #ledger: Ledger;
  readonly #name: string;
  /** The runs that a decider has asked to complete. */
  readonly #completing = new Set<string>();
  #calls = 0;

  constructor(client: SWFClient, ledger: Ledger, name: string) {
    this.#client = client;
    this.#ledger = ledger;
    this.#name = name;
  }

  /**
   * Resolves when as many calls are acknowledged. The actors go on until the service is gone, so
   * that it is killed in the middle of their calls.
   */
  async run(acknowledgments: number): Promise<void> {
    const actors = [
      () => this.#start(),
      () => this.#start(),
      () => this.#decide(),
      () => this.#decide(),
      () => this.#work(),
      () => this.#work(),
    ];
    await new Promise<void>((resolve, reject) => {
      const goal = this.#ledger.acknowledged + acknowledgments;
      let isOver = false;
      const goOn = async (act: () => Promise<void>) => {
        for (;;) {
          await act();
          if (this.#ledger.acknowledged < goal) continue;
          isOver = true;
          resolve();
        }
      };
      for (const act of actors) {
        goOn(act).catch((error: unknown) => {
          if (!isOver) reject(error);
        });
      }
    });
  }

  #next(): string {
    this.#calls += 1;
    return `${this.#name}-${this.#calls}`;
  }

  async #start(): Promise<void> {
    const workflowId = this.#next();
    const start = new StartWorkflowExecutionCommand({ domain: DOMAIN, workflowId, workflowType: WORKFLOW_TYPE });
    const { runId } = await this.#client.send(start);
    this.#ledger.runIds.add(runId ?? '');
    const signalName = this.#next();
    this.#ledger.signalsAsked.add(signalName);
    await this.#client.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId, runId, signalName }));
    this.#ledger.signals.add(signalName);
  }

  async #decide(): Promise<void> {
    const task = await this.#client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: TASK_LIST }));
    const rounds = task.events?.filter(({ eventType }) => eventType === 'DecisionTaskCompleted').length ?? 0;
    const batch = this.#next();
    const decisions = Array.from({ length: MARKERS_OF_A_BATCH }, () => recordMarker(batch));
    decisions.splice(1, 0, scheduleActivityTask(this.#next()), startTimer(this.#next(), '1000'));
    if (rounds >= ROUNDS_OF_A_RUN) {
      decisions.push(completeWorkflowExecution());
      this.#completing.add(task.workflowExecution?.runId ?? '');
    }
    this.#ledger.batchesAsked.add(batch);
    await this.#client.send(new RespondDecisionTaskCompletedCommand({ taskToken: task.taskToken, decisions }));
    this.#ledger.batches.add(batch);
  }

  async #work(): Promise<void> {
    const task = await this.#client.send(new PollForActivityTaskCommand({ domain: DOMAIN, taskList: TASK_LIST }));
    const { taskToken = '', workflowExecution: { runId = '' } = {} } = task;
    if (Math.random() < KEPT_TASKS) {
      this.#ledger.unanswered.set(taskToken, runId);
      return;
    }
    const result = this.#next();
    this.#ledger.resultsAsked.add(result);
    try {
      await this.#client.send(new RespondActivityTaskCompletedCommand({ taskToken, result }));
      this.#ledger.results.add(result);
    } catch (error) {
      // A decider may complete the run while its last activity is answered.
      if (!(error instanceof UnknownResourceFault && this.#completing.has(runId))) throw error;
    }
  }
}
