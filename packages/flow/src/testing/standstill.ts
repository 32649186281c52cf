import type { ActivityWorker, Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { type ActivityTask, type DomainRef, WaitTimeoutError } from '@swf/models';
import type { Client } from '@swf/settings/wire';
import type { SkippingClock } from './skipping-clock.js';

// Real seconds, well within the 5 s that test runners grant a test.
const WARN_AFTER_SECONDS = 2;
const REJECT_AFTER_SECONDS = 30;

const REMEDY = 'let it end, or let it time out with env.advance()';

/** How long a result may be awaited while nothing happens. */
export interface Patience {
  /** Whether the test says itself how long it waits. */
  readonly isUnlimited: boolean;
  readonly reject: (error: WaitTimeoutError) => void;
}

/**
 * Notices that a result cannot come: an activity never ends, or was left open,
 * and time stands still meanwhile.
 */
export class Standstill {
  readonly #clock: SkippingClock;
  readonly #domain: DomainRef;
  readonly #client: Client;
  /** What happened to the tasks that workers took and have not answered. */
  readonly #out = new Map<ActivityTask, 'is being performed' | 'was left open'>();
  #movedAt = performance.now();
  #time = 0;
  #isReported = false;

  constructor(
    clock: SkippingClock,
    domain: DomainRef,
    client: Client,
    { deciders, workers }: { readonly deciders: readonly Decider[]; readonly workers: readonly ActivityWorker[] },
  ) {
    this.#clock = clock;
    this.#domain = domain;
    this.#client = client;
    for (const decider of deciders) decider.on('task', () => this.moved()).on('done', () => this.moved());
    for (const worker of workers) this.#watch(worker);
  }

  /** Notes that something happened: a task was taken or answered, or a wait began. */
  moved(): void {
    this.#movedAt = performance.now();
    this.#time = this.#clock.now();
    this.#isReported = false;
  }

  /** Warns of a standstill, and ends the wait if it lasts; called again and again during a wait. */
  async look({ isUnlimited, reject }: Patience): Promise<void> {
    if (!this.#clock.isHeldByWork || this.#clock.now() !== this.#time) return this.moved();
    const seconds = (performance.now() - this.#movedAt) / 1000;
    const isHopeless = seconds > REJECT_AFTER_SECONDS && !isUnlimited;
    if (seconds <= WARN_AFTER_SECONDS || (this.#isReported && !isHopeless)) return;
    this.#isReported = true;
    const message = `time has stood still for ${Math.floor(seconds)} s: ${await this.#why()}; ${REMEDY}`;
    if (isHopeless) reject(new WaitTimeoutError(message));
    else process.emitWarning(message, { type: 'StandstillWarning' });
  }

  #watch(worker: ActivityWorker): void {
    worker.on('task', (task) => {
      this.moved();
      this.#out.set(task, 'is being performed');
    });
    worker.on('deferred', ({ task }) => this.#out.set(task, 'was left open'));
    worker.on('done', (task) => {
      this.moved();
      if (this.#out.get(task) === 'is being performed') this.#out.delete(task);
    });
  }

  async #why(): Promise<string> {
    for (const [task, state] of this.#out) {
      if (!(await this.#isOpen(task))) continue;
      const { activityId, activityType, workflowExecution } = task;
      const type = `${activityType.name}@${activityType.version}`;
      return `activity ${activityId} (${type}) of ${workflowExecution.workflowId} ${state}`;
    }
    // None of them asks the test for anything, and all are rare.
    return 'a Lambda function is being invoked, a decision task is out, or an actor backs off';
  }

  async #isOpen({ activityId, workflowExecution }: ActivityTask): Promise<boolean> {
    const history = await new HistoryQuerySet(this.#domain).get(workflowExecution, { client: this.#client });
    return history
      .compile()
      .activityTasks.open()
      .some((open) => open.activityId === activityId);
  }
}
