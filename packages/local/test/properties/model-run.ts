import type { ChildPolicy } from './actions.js';

/** Seconds. */
export const TIMEOUTS = { decisionTask: 60, activityScheduleToStart: 200, activityStartToClose: 50 } as const;

/**
 * Execution timeouts by generation: as everything else happens at multiples of 10 seconds, no two
 * of one family fall due together.
 */
export const EXECUTION_TIMEOUTS = [3600, 2995, 2992] as const;

export interface ModelActivityTask {
  readonly id: string;
  readonly scheduledAt: number;
  started?: { readonly at: number; readonly token: string };
  cancelRequested?: boolean;
}

/** One run as SWF has it, without its history. */
export class ModelRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly startedAt: number;
  readonly generation: number;
  readonly childPolicy: ChildPolicy;
  readonly parent: ModelRun | undefined;
  readonly activityTasks = new Map<string, ModelActivityTask>();
  readonly timers = new Map<string, number>();
  openChildren = 0;
  closeStatus: string | undefined;
  cancelRequested = false;
  isDecisionTaskScheduled = true;
  decisionTask: { readonly at: number; readonly token: string } | undefined;

  constructor(options: {
    readonly workflowId: string;
    readonly runId: string;
    readonly startedAt: number;
    readonly childPolicy: ChildPolicy;
    readonly parent?: ModelRun | undefined;
    readonly generation?: number;
  }) {
    this.workflowId = options.workflowId;
    this.runId = options.runId;
    this.startedAt = options.startedAt;
    this.childPolicy = options.childPolicy;
    this.parent = options.parent;
    this.generation = options.generation ?? 0;
  }

  get isOpen(): boolean {
    return this.closeStatus === undefined;
  }

  /** Something happened that needs a decision. */
  trigger(): void {
    if (this.isOpen) this.isDecisionTaskScheduled = true;
  }

  /** The next thing that time does to the run, if any. */
  nextDue(): { readonly at: number; readonly happen: () => void; readonly closes: boolean } | undefined {
    if (!this.isOpen) return undefined;
    const dues = [
      { at: this.startedAt + (EXECUTION_TIMEOUTS[this.generation] ?? 0) * 1000, happen: () => {}, closes: true },
    ];
    const add = (at: number, happen: () => void) => dues.push({ at, happen, closes: false });
    const { decisionTask } = this;
    if (decisionTask) {
      add(decisionTask.at + TIMEOUTS.decisionTask * 1000, () => {
        this.decisionTask = undefined;
      });
    }
    for (const [id, at] of this.timers) add(at, () => this.timers.delete(id));
    for (const task of this.activityTasks.values()) {
      const at = task.started
        ? task.started.at + TIMEOUTS.activityStartToClose * 1000
        : task.scheduledAt + TIMEOUTS.activityScheduleToStart * 1000;
      add(at, () => this.activityTasks.delete(task.id));
    }
    return dues.reduce((first, due) => (due.at < first.at ? due : first));
  }
}
