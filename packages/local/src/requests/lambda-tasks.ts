// Not the global one, which the fake timers of a test replace.
import { performance } from 'node:perf_hooks';
import type { Clock } from '../clock/clock.js';
import type { Engine } from '../engine/engine.js';
import type { LambdaCall, LambdaEnd } from '../engine/transaction.js';
import type { LambdaInvoker } from '../lambda/lambda-invoker.js';
import type { LambdaOutcome } from '../lambda/lambda-outcome.js';
import { describeError, type ServiceLogger } from '../logger.js';
import { Delays } from './delays.js';

/** The pause before an outcome is recorded again after a failure. */
const PAUSE_AFTER_FAILURE_IN_SECONDS = 1;

/** How long a clock stands still for a function, in real time: one that never returns times out. */
const LONGEST_STANDSTILL_IN_MILLISECONDS = 2000;

/** Options of the Lambda tasks of a service. */
export interface LambdaTasksOptions {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly lambda: LambdaInvoker;
  readonly logger: ServiceLogger;
  /** Called before an outcome is recorded. */
  readonly onOutcome: () => void;
}

/** Invokes the Lambda functions of executions, and records their outcomes. */
export class LambdaTasks {
  readonly #options: LambdaTasksOptions;
  readonly #pauses: Delays;
  /** The functions whose outcome is awaited, with what aborts their request to the endpoint. */
  readonly #running = new Map<LambdaCall, AbortController>();
  /** The functions that have not returned, with the real time until which a clock stands still. */
  readonly #standstills = new Map<LambdaCall, number>();

  constructor(options: LambdaTasksOptions) {
    this.#options = options;
    this.#pauses = new Delays(options.clock);
  }

  /** Whether an execution waits for a running function. */
  get areAwaited(): boolean {
    return this.#running.size > 0;
  }

  /** Whether a clock that is moved must stand still, because a function has not returned yet. */
  get holdsClock(): boolean {
    const now = performance.now();
    return [...this.#standstills.values()].some((end) => end > now);
  }

  /** When an outcome is recorded again after a failure, in milliseconds since 1970. */
  get nextRetry(): number | undefined {
    return this.#pauses.nextEnd;
  }

  /** Invokes a function, and records its outcome unless it is dropped by then. */
  async invoke(call: LambdaCall): Promise<void> {
    const abort = new AbortController();
    this.#running.set(call, abort);
    this.#standstills.set(call, performance.now() + LONGEST_STANDSTILL_IN_MILLISECONDS);
    const outcome = await this.#options.lambda.invoke(call, abort.signal);
    this.#standstills.delete(call);
    while (!abort.signal.aborted && !(await this.#record(call, outcome))) {
      await this.#pauses.wait(PAUSE_AFTER_FAILURE_IN_SECONDS);
    }
    this.#running.delete(call);
  }

  /**
   * Drops functions that have timed out or whose execution has closed: nothing may be left of one
   * that never returns.
   */
  drop({ executionId, scheduledEventId }: LambdaEnd): void {
    for (const call of this.#running.keys()) {
      const isMeant = scheduledEventId === undefined || scheduledEventId === call.scheduledEventId;
      if (call.executionId === executionId && isMeant) this.#drop(call);
    }
  }

  /** Drops all functions. */
  close(): void {
    for (const call of this.#running.keys()) this.#drop(call);
    this.#pauses.close();
  }

  /** Aborts a function's request to the endpoint; nothing of it is recorded any more. */
  #drop(call: LambdaCall): void {
    this.#running.get(call)?.abort();
    this.#running.delete(call);
    this.#standstills.delete(call);
  }

  /** Returns whether the outcome is committed. */
  async #record(call: LambdaCall, outcome: LambdaOutcome): Promise<boolean> {
    const { engine, logger, onOutcome } = this.#options;
    try {
      onOutcome();
      if ('result' in outcome) engine.lambdaCompleted(call, outcome.result);
      else engine.lambdaFailed(call, outcome);
      await engine.committed();
      return true;
    } catch (error) {
      logger.error(`recording the outcome of a Lambda function failed, retrying in 1 s: ${describeError(error)}`);
      return false;
    }
  }
}
