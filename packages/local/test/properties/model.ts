import type { ChildPolicy, Close, ModelDecision } from './actions.js';
import { ModelRun } from './model-run.js';

const CLOSE_STATUS = {
  complete: 'COMPLETED',
  fail: 'FAILED',
  cancel: 'CANCELED',
  continueAsNew: 'CONTINUED_AS_NEW',
} as const;

/**
 * A small SWF: what is open and what is due, from which follow the fault of each call and what
 * every execution looks like afterward. It has no histories; the rules of those are checked on the
 * service's own.
 */
export class Model {
  readonly runs: ModelRun[] = [];
  now: number;

  constructor(now: number) {
    this.now = now;
  }

  openRun(workflowId: string): ModelRun | undefined {
    return this.runs.find((run) => run.workflowId === workflowId && run.isOpen);
  }

  runOfDecisionToken(token: string): ModelRun | undefined {
    return this.runs.find((run) => run.isOpen && run.decisionTask?.token === token);
  }

  activityTaskOf(token: string) {
    for (const run of this.runs) {
      const task = [...run.activityTasks.values()].find(({ started }) => started?.token === token);
      if (run.isOpen && task) return { run, task };
    }
    return undefined;
  }

  /** Executions whose decision task a poll may get. */
  deciding(): readonly ModelRun[] {
    return this.runs.filter((run) => run.isOpen && run.isDecisionTaskScheduled && !run.decisionTask);
  }

  waitingActivityTasks() {
    return this.runs
      .filter(({ isOpen }) => isOpen)
      .flatMap((run) =>
        [...run.activityTasks.values()].filter(({ started }) => !started).map((task) => ({ run, task })),
      );
  }

  start(workflowId: string, runId: string): void {
    this.runs.push(new ModelRun({ workflowId, runId, startedAt: this.now, childPolicy: 'TERMINATE' }));
  }

  /** Answers the child runs that came to be, whose run ids only the service knows. */
  decide(
    run: ModelRun,
    decisions: readonly ModelDecision[],
    close: Close | undefined,
    runIdOf: (workflowId: string) => string,
  ): void {
    const isUnhandled = run.isDecisionTaskScheduled;
    run.decisionTask = undefined;
    const later: (() => void)[] = [];
    for (const decision of decisions) this.#decide(run, decision, later, runIdOf);
    if (close && !isUnhandled) {
      this.close(run, CLOSE_STATUS[close]);
      if (close === 'continueAsNew') {
        const { workflowId, parent, generation } = run;
        const runId = runIdOf(workflowId);
        this.runs.push(
          new ModelRun({ workflowId, runId, startedAt: this.now, childPolicy: 'TERMINATE', parent, generation }),
        );
      }
    }
    for (const happen of later) happen();
    this.advance(0);
  }

  #decide(
    run: ModelRun,
    decision: ModelDecision,
    later: (() => void)[],
    runIdOf: (workflowId: string) => string,
  ): void {
    switch (decision.kind) {
      case 'scheduleActivityTask':
        if (run.activityTasks.has(decision.id)) run.trigger();
        else run.activityTasks.set(decision.id, { id: decision.id, scheduledAt: this.now });
        break;
      case 'requestCancelActivityTask': {
        const task = run.activityTasks.get(decision.id);
        if (task?.started) task.cancelRequested = true;
        else {
          run.activityTasks.delete(decision.id);
          run.trigger();
        }
        break;
      }
      case 'startTimer':
        if (run.timers.has(decision.id)) run.trigger();
        else run.timers.set(decision.id, this.now + decision.seconds * 1000);
        break;
      case 'cancelTimer':
        if (!run.timers.delete(decision.id)) run.trigger();
        break;
      case 'recordMarker':
        break;
      case 'signalExternal':
        later.push(() => {
          this.openRun(decision.workflowId)?.trigger();
          run.trigger();
        });
        break;
      case 'startChild':
        later.push(() => {
          run.trigger();
          if (this.openRun(decision.workflowId)) return;
          const { workflowId, childPolicy } = decision;
          const runId = runIdOf(workflowId);
          const generation = run.generation + 1;
          this.runs.push(
            new ModelRun({ workflowId, runId, startedAt: this.now, childPolicy, parent: run, generation }),
          );
          run.openChildren += 1;
        });
        break;
      default:
        throw new Error(`No model of ${decision satisfies never}`);
    }
  }

  close(run: ModelRun, closeStatus: string, childPolicy: ChildPolicy = run.childPolicy): void {
    run.closeStatus = closeStatus;
    if (closeStatus !== 'CONTINUED_AS_NEW' && run.parent?.isOpen) {
      run.parent.openChildren -= 1;
      run.parent.trigger();
    }
    if (closeStatus !== 'TERMINATED' && closeStatus !== 'TIMED_OUT') return;
    for (const child of this.runs.filter(({ parent, isOpen }) => parent === run && isOpen)) {
      if (childPolicy === 'TERMINATE') this.close(child, 'TERMINATED');
      if (childPolicy === 'REQUEST_CANCEL') {
        child.cancelRequested = true;
        child.trigger();
      }
    }
  }

  advance(seconds: number): void {
    const end = this.now + seconds * 1000;
    for (;;) {
      const dues = this.runs.flatMap((run) => {
        const due = run.nextDue();
        return due && due.at <= end ? [{ run, due }] : [];
      });
      const first = dues.reduce<(typeof dues)[number] | undefined>(
        (earliest, candidate) => (earliest && earliest.due.at <= candidate.due.at ? earliest : candidate),
        undefined,
      );
      if (!first) break;
      this.now = Math.max(this.now, first.due.at);
      first.due.happen();
      if (first.due.closes) this.close(first.run, 'TIMED_OUT');
      else first.run.trigger();
    }
    this.now = end;
  }
}
