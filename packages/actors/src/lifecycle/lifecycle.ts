import { SwfError } from '@swf/settings/errors';
import { attempt } from '../tasks/attempt.js';
import { checkStopOptions, Drain, type StopOptions } from './drain.js';

/** The state of an actor. */
export type ActorState = 'created' | 'running' | 'draining' | 'stopped';

/** An actor cannot do this in its current state; `code` is `ACTOR_STATE`. */
export class ActorStateError extends SwfError {
  readonly state: ActorState;

  constructor(message: string, state: ActorState, options?: ErrorOptions) {
    super('ACTOR_STATE', message, options);
    this.name = 'ActorStateError';
    this.state = state;
  }

  static override is(value: unknown): value is ActorStateError {
    return SwfError.is(value) && value.code === 'ACTOR_STATE';
  }
}

/** What a lifecycle calls when the state changes. */
export interface LifecycleOptions {
  readonly begin: () => Promise<void>;
  /** Resolves when everything has ended; never rejects. */
  readonly end: () => Promise<void>;
  /** Whether open polls can be aborted without losing a task. */
  readonly abortsPollsSafely: () => boolean;
  readonly onState: (state: ActorState, previous: ActorState) => void;
}

/** The states of an actor: it starts once and stops once, however often it is called. */
export class Lifecycle {
  readonly drain = new Drain();
  readonly #options: LifecycleOptions;
  #state: ActorState = 'created';
  #started: Promise<void> = Promise.resolve();
  #resolveStopped: (end?: Promise<void>) => void = () => {};
  /**
   * Resolves when the actor has stopped; never rejects. There from the beginning: a listener of
   * `draining` may stop the actor, and has to wait too.
   */
  readonly stopped = new Promise<void>((resolve) => {
    this.#resolveStopped = resolve;
  });

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  get state(): ActorState {
    return this.#state;
  }

  /** Resolves when the start has succeeded or failed. */
  get begun(): Promise<void> {
    return this.#started.catch(() => undefined);
  }

  /** @throws `ActorStateError` if the actor was stopped before, or is stopped meanwhile. */
  async start(): Promise<void> {
    if (this.#state === 'draining' || this.#state === 'stopped') {
      throw new ActorStateError(`actor is ${this.#state} and cannot be started again`, this.#state);
    }
    if (this.#state === 'created') {
      // A listener of `running` may stop the actor, and that stop has to wait for this start.
      this.#started = Promise.resolve().then(() => this.#begin());
      this.#become('running');
    }
    try {
      await this.#started;
    } catch (error) {
      await this.stop({});
      throw error;
    }
  }

  /** @throws `InvalidArgumentError` for an unknown or invalid option. */
  async stop(options: StopOptions): Promise<void> {
    checkStopOptions(options);
    if (this.#state === 'created') {
      this.#become('stopped');
      this.#resolveStopped();
    }
    if (this.#state === 'stopped') return this.stopped;
    const { polls = this.#options.abortsPollsSafely() ? 'abort' : 'finish', graceInSeconds } = options;
    this.drain.begin({ polls, graceInSeconds });
    if (this.#state === 'running') {
      this.#become('draining');
      this.#resolveStopped(this.#end());
    }
    await this.stopped;
  }

  async #begin(): Promise<void> {
    const { draining } = this.drain;
    const begun = await attempt(() => (draining.aborted ? undefined : this.#options.begin()));
    const cause = 'error' in begun ? begun.error : undefined;
    if (draining.aborted) throw new ActorStateError('actor was stopped before it had started', this.#state, { cause });
    if ('error' in begun) throw begun.error;
  }

  async #end(): Promise<void> {
    await this.#options.end();
    this.drain.end();
    this.#become('stopped');
  }

  #become(state: ActorState): void {
    const previous = this.#state;
    this.#state = state;
    this.#options.onState(state, previous);
  }
}
