import type { DecisionTask } from '@swf/actors';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import type { Execution } from '../turns/execution.js';

/** Which runs stay in memory. */
export interface ResidentOptions {
  /** How many. Default: 5,000. */
  readonly max?: number | undefined;
  /** Seconds since a run's last task after which it is forgotten. Default: never. */
  readonly maxAgeInSeconds?: number | undefined;
}

const RESIDENT_OPTIONS: OptionNames<ResidentOptions> = { max: true, maxAgeInSeconds: true };

interface Resident {
  readonly execution: Execution;
  readonly usedAt: number;
}

/**
 * The runs whose functions are in memory between two tasks. Forgetting one costs a replay, nothing
 * else.
 */
export class Residents {
  readonly #max: number;
  readonly #maxAge: number;
  /** By run id, least recently used first. */
  readonly #residents = new Map<string, Resident>();

  constructor(options: ResidentOptions | false = {}) {
    const { max = 5000, maxAgeInSeconds = Number.POSITIVE_INFINITY } =
      options === false ? { max: 0 } : checkOptions('residents', options, RESIDENT_OPTIONS);
    this.#max = checkInteger('residents.max', max, { min: 0, max: 10_000_000 });
    this.#maxAge = checkMaxAge(maxAgeInSeconds) * 1000;
  }

  /**
   * The run, if it can go on with this task; one that cannot is forgotten. It is out of the
   * residents until it is kept again.
   */
  take(runId: string, task: DecisionTask): Execution | undefined {
    const resident = this.#residents.get(runId);
    this.#residents.delete(runId);
    if (resident === undefined || performance.now() - resident.usedAt > this.#maxAge) return undefined;
    return resident.execution.continuesWith(task.previousStartedEventId, task.newEvents)
      ? resident.execution
      : undefined;
  }

  /** The run, if it is in memory. */
  peek(runId: string): Execution | undefined {
    return this.#residents.get(runId)?.execution;
  }

  /** Forgets all runs. */
  clear(): void {
    this.#residents.clear();
  }

  keep(runId: string, execution: Execution): void {
    if (this.#max === 0) return;
    if (this.#residents.size >= this.#max) {
      for (const oldest of this.#residents.keys()) {
        this.#residents.delete(oldest);
        break;
      }
    }
    this.#residents.set(runId, { execution, usedAt: performance.now() });
  }
}

function checkMaxAge(seconds: number): number {
  if (typeof seconds === 'number' && seconds > 0) return seconds;
  throw new InvalidArgumentError(`residents.maxAgeInSeconds must be seconds above 0, got ${preview(seconds)}`);
}
