// Not the global one, which the fake timers of a test replace.
import { performance } from 'node:perf_hooks';
import type { Clock } from '../clock/clock.js';
import type { Engine } from '../engine/engine.js';
import type { LambdaCall } from '../engine/transaction.js';
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
  readonly #running = new Set<LambdaCall>();
  /** The functions that have not returned, with the real time until which a clock stands still. */
  readonly #standstills = new Map<LambdaCall, number>();
  #closed = false;

  constructor(options: LambdaTasksOptions) {
    this.#options = options;
    this.#pauses = new Delays(options.clock);
  }

  /**
   * Whether an execution waits for a running function. None waits for one that has timed out, or
   * after it has closed.
   */
  get areAwaited(): boolean {
    const { lambdaFunctions } = this.#options.engine.store;
    return [...this.#running].some(
      ({ executionId, scheduledEventId }) => lambdaFunctions.byEvent(executionId, scheduledEventId) !== undefined,
    );
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

  /** Invokes a function, and records its outcome unless the service is closed by then. */
  async invoke(call: LambdaCall): Promise<void> {
    this.#running.add(call);
    this.#standstills.set(call, performance.now() + LONGEST_STANDSTILL_IN_MILLISECONDS);
    const outcome = await this.#options.lambda.invoke(call);
    this.#standstills.delete(call);
    while (!this.#closed && !(await this.#record(call, outcome))) {
      await this.#pauses.wait(PAUSE_AFTER_FAILURE_IN_SECONDS);
    }
    this.#running.delete(call);
  }

  /** Aborts requests to the endpoint, and records nothing more. */
  close(): void {
    this.#closed = true;
    this.#standstills.clear();
    this.#pauses.close();
    this.#options.lambda.close();
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
