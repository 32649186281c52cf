import { Fault, type FaultType } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import type { Clock, ClockAttachment, ServiceState } from '../clock/clock.js';
import type { Engine } from '../engine/engine.js';
import { Scheduler } from '../engine/scheduler.js';
import type { FaultInjector } from '../faults/fault-injector.js';
import type { LambdaInvoker } from '../lambda/lambda-invoker.js';
import { describeError, type ServiceLogger } from '../logger.js';
import { Operations, type PollOperation, polledList } from '../operations/operations.js';
import type { Throttles } from '../throttling/throttles.js';
import { Delays } from './delays.js';
import { LambdaTasks } from './lambda-tasks.js';
import { LongPolls, type Poller } from './long-polls.js';
import { RefusedCallers, requestKey } from './refused-callers.js';
import { type Caller, type ReadRequest, type Request, readRequest } from './request.js';

/** An answer, for either front end to send. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The fault in the body; undefined if it is none. */
  readonly fault?: FaultType | undefined;
  /** How long an empty poll waited, by the service's clock. */
  readonly waitedInSeconds?: number | undefined;
  /** Returns the task to its list; called if the answer did not reach its caller. */
  readonly takeBack?: (() => void) | undefined;
  /** Leaves the task to its timeout; called if a fault rule loses the answer. */
  readonly lose?: (() => void) | undefined;
}

/**
 * The header with how long a poll waited, which a client cannot measure on a virtual clock.
 *
 * SWF does not send it, but the SDK returns it with every answer, as `extendedRequestId`.
 */
export const WAITED_HEADER = 'x-amz-id-2';

/** Formats the value of {@link WAITED_HEADER}. */
export const formatWaited = (seconds: number) => `swf-local waited ${seconds} s`;

/** Takes the place of an answer if the connection must be cut. */
export const CONNECTION_CUT = Symbol('connection cut');

const TOO_MANY_REQUESTS = 429;
const LOWEST_SERVER_ERROR = 500;

/** The answers to polls without a task. */
const EMPTY_ANSWERS = {
  PollForActivityTask: '{"startedEventId":0}',
  PollForDecisionTask: '{"previousStartedEventId":0,"startedEventId":0}',
} as const;

/** Options of a dispatcher. */
export interface DispatcherOptions {
  readonly engine: Engine;
  /** The region of unsigned requests. */
  readonly region: string;
  readonly clock: Clock;
  readonly pollersPerTaskList: number;
  readonly faults: FaultInjector;
  readonly throttles: Throttles | undefined;
  readonly lambda: LambdaInvoker;
  readonly logger: ServiceLogger;
}

/** Takes each request from its bytes to its answer. */
export class Dispatcher implements ServiceState {
  readonly #options: DispatcherOptions;
  readonly #operations: Operations;
  readonly #polls: LongPolls;
  readonly #delays: Delays;
  readonly #scheduler: Scheduler;
  readonly #lambdaTasks: LambdaTasks;
  readonly #refused = new RefusedCallers(() => this.#attachment?.changed());
  readonly #attachment: ClockAttachment | undefined;
  /** Set when the service listens for HTTP requests. */
  listening = false;
  #requests = 0;
  #closed = false;

  constructor(options: DispatcherOptions) {
    const { engine, clock, lambda, logger } = options;
    this.#options = options;
    this.#operations = new Operations(engine);
    this.#polls = new LongPolls(clock, options.pollersPerTaskList);
    this.#delays = new Delays(clock);
    this.#scheduler = new Scheduler(engine, clock, logger);
    this.#lambdaTasks = new LambdaTasks({ engine, clock, lambda, logger, onOutcome: () => this.#onOutcome() });
    engine.onTask = (list) => this.#polls.wake(list);
    engine.onCommit = (error) => this.#onCommit(error);
    this.#attachment = clock.attach?.(this);
    this.#scheduler.arm();
    // What has timed out meanwhile is not invoked again, and what this starts is invoked once.
    this.#scheduler.catchUp();
    engine.onLambda = (call) => void this.#lambdaTasks.invoke(call);
    engine.onLambdaEnd = (end) => this.#lambdaTasks.drop(end);
    engine.resumeLambdaFunctions();
  }

  get waiting(): number {
    return this.#polls.waiting + this.#delays.waiting + this.#refused.waiting;
  }

  get handling(): boolean {
    if (this.#requests > this.#polls.waiting + this.#delays.waiting) return true;
    return this.#options.engine.uncommitted || this.#lambdaTasks.holdsClock;
  }

  get hasOutstandingWork(): boolean {
    if (this.#refused.waiting > 0) return true;
    return this.#read(() => this.#lambdaTasks.areAwaited || this.#operations.startedTasks() > 0) ?? true;
  }

  get nextDeadline(): number | undefined {
    return this.#read(() => this.#scheduler.nextDeadline);
  }

  get nextDelayEnd(): number | undefined {
    const { throttles } = this.#options;
    const ends = [this.#delays.nextEnd, this.#lambdaTasks.nextRetry, throttles?.nextRefill].filter(
      (at) => at !== undefined,
    );
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  /** Answers a request. Never rejects. */
  async dispatch(request: Request, caller: Caller): Promise<Answer | typeof CONNECTION_CUT> {
    this.#requests++;
    // A clock that is not attached does not ask who is about to come back.
    const key = this.#attachment && requestKey(request);
    if (key !== undefined) this.#refused.arrived(key);
    this.#attachment?.changed();
    const { target, region = this.#options.region } = request;
    const answer = await this.#answer(readRequest(request), region, caller).catch((error) => this.#refusal(error));
    if (key !== undefined && isRetried(answer) && !caller.disconnected && !this.#closed) this.#refused.expect(key);
    this.#requests--;
    this.#attachment?.changed();
    const outcome = answer === CONNECTION_CUT ? 'connection cut' : answer.status;
    this.#options.logger.debug(`${target}: ${outcome}`);
    return answer;
  }

  /** Returns the polls waiting for a task. */
  pollers(): readonly Poller[] {
    return this.#polls.pollers();
  }

  /** Ends open polls without a task, detaches from the clock and refuses later requests. */
  close(): void {
    this.#closed = true;
    this.#scheduler.close();
    this.#polls.close();
    this.#delays.close();
    this.#lambdaTasks.close();
    this.#refused.close();
    this.#attachment?.detach();
  }

  async #answer(read: () => ReadRequest, region: string, caller: Caller): Promise<Answer | typeof CONNECTION_CUT> {
    const { operation, input } = read();
    const { latencyInSeconds, effect } = this.#options.faults.next(operation);
    if (latencyInSeconds > 0) await this.#delays.wait(latencyInSeconds);
    if (this.#closed) throw new Fault('ServiceUnavailableException', 'The service is closed');
    if (effect && 'fault' in effect) {
      throw new Fault(
        effect.fault,
        effect.message ?? (effect.fault === 'ThrottlingException' ? 'Rate exceeded' : 'Injected'),
      );
    }
    if (effect && 'status' in effect) return { status: effect.status, body: '' };
    if (effect?.disconnect === 'beforeApplied') return CONNECTION_CUT;
    const applied = this.#apply({ operation, input }, region, caller);
    if (!effect) return applied;
    const answer = await applied.catch((error) => this.#refusal(error));
    answer.lose?.();
    return CONNECTION_CUT;
  }

  async #apply({ operation, input }: ReadRequest, region: string, caller: Caller): Promise<Answer> {
    this.#options.throttles?.check(operation, region);
    const members = input();
    return isPoll(operation)
      ? this.#poll(operation, members, region, caller)
      : this.#handle(() => this.#operations.handle(operation, members, region));
  }

  /** Resolves to the answer, or rejects with the refusal, when what it reveals is on disk. */
  async #handle(act: () => string): Promise<Answer> {
    const { engine } = this.#options;
    this.#scheduler.catchUp();
    try {
      return { status: 200, body: act() };
    } finally {
      await engine.committed();
      await engine.durable();
    }
  }

  async #poll(
    operation: PollOperation,
    input: Record<string, unknown>,
    region: string,
    caller: Caller,
  ): Promise<Answer> {
    const { clock, engine } = this.#options;
    const empty = EMPTY_ANSWERS[operation];
    const poll = () => this.#operations.poll(operation, input, region);
    // Another page of a task never waits.
    if (input['nextPageToken'] !== undefined) return this.#handle(() => poll() ?? empty);
    let committed: Promise<void> | undefined;
    const take = () => {
      this.#scheduler.catchUp();
      const task = poll();
      committed = engine.committed();
      return task;
    };
    const list = polledList(operation, input, region);
    const begunAt = clock.now();
    const identity = input['identity'] as string | undefined;
    const task = await this.#polls.poll({ list, caller, identity, take });
    if (task === undefined) {
      return { status: 200, body: empty, waitedInSeconds: (clock.now() - begunAt) / 1000 };
    }
    await committed;
    await engine.durable();
    const takeBack = once(() => this.#operations.takeBack(list, task));
    return { status: 200, body: task, takeBack, lose: () => this.#operations.lose(list, task) };
  }

  #onCommit(error: unknown): void {
    if (error !== undefined) {
      this.#options.logger.error(`commit failed, its changes are rolled back: ${describeError(error)}`);
      // The rolled back changes include tasks handed out, which are pending again.
      this.#polls.wakeAll();
    }
    this.#scheduler.arm();
  }

  #onOutcome(): void {
    this.#attachment?.changed();
    this.#scheduler.catchUp();
  }

  /**
   * Reads what the clock needs to know; undefined if that fails. Then the waiting polls fail as
   * well, for nothing else would report it, and a poll that is sent again moves the clock again.
   */
  #read<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch (error) {
      this.#polls.fail(error);
      return undefined;
    }
  }

  #refusal(error: unknown): Answer {
    if (error instanceof Fault) return faultAnswer(error);
    this.#options.logger.error(`request failed: ${describeError(error)}`);
    return faultAnswer(new Fault('InternalFailure'));
  }
}

/** Returns the answer for a fault. */
export function faultAnswer(fault: Fault): Answer {
  return { status: fault.status, body: JSON.stringify(fault), fault: fault.type };
}

/** Returns whether callers, including the SDK, retry a request with this answer. */
function isRetried(answer: Answer | typeof CONNECTION_CUT): boolean {
  if (answer === CONNECTION_CUT || answer.fault === 'ThrottlingException') return true;
  return answer.status === TOO_MANY_REQUESTS || answer.status >= LOWEST_SERVER_ERROR;
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

function isPoll(operation: OperationName): operation is PollOperation {
  return Object.hasOwn(EMPTY_ANSWERS, operation);
}
