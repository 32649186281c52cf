import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import type { Activity, Attachment, Clock } from '../clock/clock.js';
import { DueWork } from '../engine/due-work.js';
import { type Engine, type PollOperation, polledList } from '../engine/engine.js';
import type { LambdaCall } from '../engine/transaction.js';
import type { FaultInjector } from '../faults/fault-injector.js';
import type { LambdaInvoker } from '../lambda/lambda-invoker.js';
import { describeError, type Logger } from '../logger.js';
import type { Throttle } from '../throttling/throttle.js';
import type { Caller } from './caller.js';
import { Delays } from './delays.js';
import { LongPolls } from './long-polls.js';
import { type ReadRequest, type Request, readRequest } from './read-request.js';

/** An answer as either front end gives it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Of a poll that ended empty: how long it waited, by the clock of the service. */
  readonly waitedInSeconds?: number | undefined;
  /** To be called if the answer did not reach its caller: the task in it goes back to its list. */
  readonly takeBack?: (() => void) | undefined;
}

/** Says how long a poll waited: on a virtual clock, a client cannot measure it. */
export const WAITED_HEADER = 'x-swf-local-waited-seconds';

/** In the place of an answer: the connection is to be cut. */
export const CONNECTION_CUT = Symbol('connection cut');

/** What a poll is answered where there is no task. */
const EMPTY_ANSWERS = {
  PollForActivityTask: '{"startedEventId":0}',
  PollForDecisionTask: '{"previousStartedEventId":0,"startedEventId":0}',
} as const;

/** What a dispatcher is made of. */
export interface DispatcherOptions {
  readonly engine: Engine;
  /** The region of requests that are not signed. */
  readonly region: string;
  readonly clock: Clock;
  readonly pollersPerTaskList: number;
  readonly faults: FaultInjector;
  readonly throttle: Throttle | undefined;
  readonly lambda: LambdaInvoker;
  readonly logger: Logger;
}

/** The way of every request from its bytes to the engine and back, and of what the engine asks to be done. */
export class Dispatcher implements Activity {
  readonly #options: DispatcherOptions;
  readonly #polls: LongPolls;
  readonly #delays: Delays;
  readonly #dueWork: DueWork;
  readonly #attachment: Attachment | undefined;
  /** Set by the front end that listens. */
  listening = false;
  #requests = 0;
  #closed = false;

  constructor(options: DispatcherOptions) {
    const { engine, clock, logger } = options;
    this.#options = options;
    this.#polls = new LongPolls(clock, options.pollersPerTaskList);
    this.#delays = new Delays(clock);
    this.#dueWork = new DueWork(engine, clock, logger);
    engine.onTask = (list) => this.#polls.wake(list);
    engine.onLambda = (call) => void this.#invoke(call);
    this.#attachment = clock.attach?.(this);
    this.#dueWork.arm();
  }

  get waiting(): number {
    return this.#polls.waiting + this.#delays.waiting;
  }

  get handling(): boolean {
    return this.#requests > this.waiting;
  }

  get workOut(): boolean {
    return this.#options.lambda.running > 0 || this.#options.engine.startedTasks() > 0;
  }

  get nextDeadline(): number | undefined {
    const deadlines = [this.#options.engine.nextDeadline(), this.#delays.nextEnd].filter((at) => at !== undefined);
    return deadlines.length === 0 ? undefined : Math.min(...deadlines);
  }

  /** Answers a request. Never rejects. */
  dispatch(request: Request, caller: Caller): Promise<Answer | typeof CONNECTION_CUT> {
    this.#requests++;
    this.#attachment?.changed();
    const { target, region = this.#options.region } = request;
    return this.#finish(target, this.#answer(readRequest(request), region, caller));
  }

  /** Answers all open polls empty, lets go of the clock and refuses what comes after. */
  close(): void {
    this.#closed = true;
    this.#dueWork.close();
    this.#polls.close();
    this.#delays.close();
    this.#options.lambda.close();
    this.#attachment?.detach();
  }

  async #finish(
    target: string | undefined,
    answered: Promise<Answer | typeof CONNECTION_CUT>,
  ): Promise<Answer | typeof CONNECTION_CUT> {
    const answer = await answered.catch((error: unknown) =>
      faultAnswer(error instanceof Fault ? error : this.#internalFailure(error)),
    );
    this.#requests--;
    this.#attachment?.changed();
    const outcome = answer === CONNECTION_CUT ? 'connection cut' : answer.status;
    this.#options.logger.debug(`${target}: ${outcome}`);
    return answer;
  }

  async #answer(read: () => ReadRequest, region: string, caller: Caller): Promise<Answer | typeof CONNECTION_CUT> {
    const { operation, input } = read();
    const { faults, throttle } = this.#options;
    const { latencyInSeconds, effect } = faults.next(operation);
    if (latencyInSeconds > 0) await this.#delays.wait(latencyInSeconds);
    if (effect && 'fault' in effect) {
      throw new Fault(
        effect.fault,
        effect.message ?? (effect.fault === 'ThrottlingException' ? 'Rate exceeded' : 'Injected'),
      );
    }
    if (effect && 'status' in effect) return { status: effect.status, body: '' };
    if (effect?.disconnect === 'beforeApplied') return CONNECTION_CUT;
    if (this.#closed) throw new Fault('ServiceUnavailableException', 'The service is closed');
    throttle?.check(operation, region);
    const answer = isPoll(operation)
      ? await this.#poll(operation, input(), region, caller)
      : { status: 200, body: this.#run((engine) => engine.handle(operation, input(), region)) };
    try {
      await this.#options.engine.durable();
    } catch (error) {
      if ('takeBack' in answer) answer.takeBack?.();
      throw error;
    }
    return effect ? CONNECTION_CUT : answer;
  }

  async #poll(
    operation: PollOperation,
    input: Record<string, unknown>,
    region: string,
    caller: Caller,
  ): Promise<Answer> {
    const { clock, engine } = this.#options;
    const take = () => this.#run(() => engine.poll(operation, input, region));
    const empty = EMPTY_ANSWERS[operation];
    // A page of a task that was handed out before waits for nothing.
    if (input['nextPageToken'] !== undefined) return { status: 200, body: take() ?? empty };
    const list = polledList(operation, input, region);
    const begunAt = clock.now();
    const task = await this.#polls.poll({ list, caller, take });
    if (task === undefined) {
      return { status: 200, body: empty, waitedInSeconds: (clock.now() - begunAt) / 1000 };
    }
    return { status: 200, body: task, takeBack: once(() => engine.takeBack(list, task)) };
  }

  /** Does something with the engine, which may change what falls due next. */
  #run<Result>(act: (engine: Engine) => Result): Result {
    try {
      return act(this.#options.engine);
    } finally {
      this.#dueWork.arm();
    }
  }

  async #invoke(call: LambdaCall): Promise<void> {
    const { engine, lambda, logger } = this.#options;
    try {
      const outcome = await lambda.invoke(call);
      if (this.#closed) return;
      this.#attachment?.changed();
      if ('result' in outcome) this.#run(() => engine.lambdaCompleted(call, outcome.result));
      else this.#run(() => engine.lambdaFailed(call, outcome));
    } catch (error) {
      logger.error(`The outcome of a Lambda function could not be noted: ${describeError(error)}`);
    }
  }

  #internalFailure(error: unknown): Fault {
    this.#options.logger.error(`A request failed: ${describeError(error)}`);
    return new Fault('InternalFailure');
  }
}

/** The answer that tells of a fault. */
export function faultAnswer(fault: Fault): Answer {
  return { status: fault.status, body: JSON.stringify(fault) };
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
