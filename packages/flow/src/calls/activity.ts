import { ActivityTaskDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkOptions } from '@swf/settings/wire';
import {
  ACTIVITY_CALL_OPTIONS,
  type ActivityCallOptions,
  type ActivityOptions,
  checkActivityOptions,
} from '../definitions/activity-options.js';
import type { Defined } from '../definitions/definition.js';
import { decode, decodeAny, encode } from '../definitions/payload.js';
import { withDefaults } from '../definitions/with-defaults.js';
import { ActivityError, CanceledError, DecisionFailedError } from '../errors/index.js';
import { type CallScope, type CancelMode, currentScope, type OpenCall } from '../scopes/scope.js';
import { wrapInput } from '../telemetry/envelope.js';
import type { Command } from '../turns/command.js';
import { checkId, derivedId } from '../turns/ids.js';
import { nextWait, type RetryOptions } from './backoff.js';
import { callSite } from './call-site.js';
import { type Deferred, deferred, rejected, settle } from './deferred.js';
import { reviveFailure } from './failure.js';
import { controlWithRetry, recordedRetry } from './recorded-retry.js';
import { causeOf, isThrottled } from './refusal.js';
import { afterThrottling, patientTimer, type Wait } from './throttle.js';

/** Implements the call of an activity definition. */
export function callActivity(
  defined: Defined<string, ActivityOptions>,
  input: unknown,
  callOptions: ActivityCallOptions,
): Promise<unknown> {
  const scope = currentScope(`activity ${defined.name}`);
  if (scope.reason !== undefined) return rejected(scope.reason);
  checkOptions('options', callOptions, ACTIVITY_CALL_OPTIONS);
  const given = withDefaults<ActivityOptions & ActivityCallOptions>(callOptions, defined.options);
  const options = { ...given, codec: given.codec ?? scope.run.settings.codec };
  checkActivityOptions(callOptions);
  const id = options.id === undefined ? scope.run.ids.next(scope.path, defined.name) : checkId(options.id);
  return new ActivityCall(scope, id, defined, options, encode('input', input, options.codec)).promise;
}

/** One called activity, over all its attempts, until its promise settles. */
class ActivityCall implements OpenCall {
  readonly #scope: CallScope;
  readonly #id: string;
  readonly #defined: Defined<string, ActivityOptions>;
  readonly #options: ActivityOptions & ActivityCallOptions;
  readonly #input: string | undefined;
  readonly #at: string | undefined;
  readonly #result: Deferred<unknown> = deferred();
  readonly #end: () => void;
  readonly #calledAt: number;
  #retry: RetryOptions | undefined;
  #attempt = 1;
  #throttled = 0;
  #command: Command | undefined;
  #cancelRequest: Command | undefined;
  #timer: Wait | undefined;
  #canceledBy: CanceledError | undefined;

  constructor(
    scope: CallScope,
    id: string,
    defined: Defined<string, ActivityOptions>,
    options: ActivityOptions & ActivityCallOptions,
    input: string | undefined,
  ) {
    this.#scope = scope;
    this.#at = callSite(scope.run);
    this.#id = id;
    this.#defined = defined;
    this.#options = options;
    this.#retry = options.retry;
    this.#input = input;
    this.#calledAt = scope.run.now.getTime();
    scope.run.ids.open('activity', id, () => this.#schedule());
    this.#end = scope.add(this);
  }

  get promise(): Promise<unknown> {
    return this.#result.promise;
  }

  cancel(reason: CanceledError, mode: CancelMode): void {
    this.#canceledBy ??= new CanceledError(this.#what, { cause: reason.cause });
    const onCancel = this.#options.onCancel ?? 'WAIT';
    const wasUnsent = this.#command !== undefined && this.#scope.run.outbox.withdraw(this.#command);
    if (wasUnsent || this.#timer !== undefined) {
      this.#timer?.cancel();
      this.#finish();
    } else {
      if (onCancel !== 'ABANDON') this.#requestCancel();
      if (onCancel === 'WAIT' && mode === 'AS_CALLED') return;
      this.#end();
    }
    this.#result.reject(this.#canceledBy);
  }

  get #what(): string {
    return `activity ${this.#id} (${this.#defined.name}@${this.#defined.version})`;
  }

  #schedule(): void {
    const { name, version } = this.#defined;
    const { options } = this.#defined;
    this.#timer = undefined;
    this.#command = this.#scope.run.call(
      {
        kind: 'activity',
        id: this.#id,
        typeName: name,
        what: this.#what,
        at: this.#at,
        decision: (context) =>
          ActivityTaskDecision.schedule({
            activityId: this.#id,
            activityType: { name, version },
            input: wrapInput(this.#input, context),
            control: controlWithRetry(this.#retry, this.#options.control),
            taskList: this.#options.taskList ?? options.taskList,
            taskPriority: this.#options.taskPriority,
            startToCloseTimeout: this.#options.startToCloseTimeout,
            scheduleToStartTimeout: this.#options.scheduleToStartTimeout ?? 'NONE',
            scheduleToCloseTimeout: this.#options.scheduleToCloseTimeout ?? 'NONE',
            heartbeatTimeout: this.#options.heartbeatTimeout ?? 'NONE',
          }),
      },
      (event) => this.#onInput(event),
      (event) => this.#onMatched(event),
    );
  }

  /** The history shows the call: it is retried as it was when it was made. */
  #onMatched(event: AnyEvent): void {
    if (!event.is('ActivityTaskScheduled')) return;
    this.#retry = recordedRetry(event.attributes.control, this.#options.retry);
    this.#throttled = 0;
  }

  #requestCancel(): void {
    if (this.#cancelRequest !== undefined) return;
    this.#cancelRequest = this.#scope.run.call({
      kind: 'activity cancel request',
      id: this.#id,
      what: `cancel request for ${this.#what}`,
      decision: () => ActivityTaskDecision.requestCancel({ activityId: this.#id }),
    });
  }

  #onInput(event: AnyEvent): void {
    if (this.#cancelRequest) this.#scope.run.outbox.withdraw(this.#cancelRequest);
    if (event.is('ActivityTaskCompleted')) {
      this.#finish();
      settle(this.#result, () => decode(event.attributes.result, this.#options.codec));
    } else if (event.is('ActivityTaskFailed')) {
      const { reason, details } = event.attributes;
      this.#failed(this.#error('ACTIVITY_FAILED', { reason, ...reviveFailure(reason, details, this.#options.codec) }));
    } else if (event.is('ActivityTaskTimedOut')) {
      const { timeoutType, details } = event.attributes;
      this.#failed(
        this.#error('ACTIVITY_TIMED_OUT', { timeoutType, details: decodeAny(details, this.#options.codec) }),
      );
    } else if (event.is('ActivityTaskCanceled')) this.#reject(this.#canceledBy ?? new CanceledError(this.#what));
    else this.#refused(event, causeOf(event));
  }

  #failed(error: ActivityError): void {
    try {
      const wait = this.#canceledBy === undefined ? this.#scope.enter(() => this.#waitAfter(error)) : undefined;
      if (wait !== undefined) this.#retryIn(wait);
      else this.#reject(this.#canceledBy === undefined ? error : new CanceledError(this.#what, { cause: error }));
    } catch (thrown) {
      // By the `retryable` of the workflow, or because it has a timer of that id.
      this.#reject(thrown);
    }
  }

  #retryIn(seconds: number): void {
    const timerId = derivedId(this.#id, `.retry-${this.#attempt}`);
    this.#timer = patientTimer(this.#scope.run, timerId, seconds, {
      onFired: () => this.#schedule(),
      onRefused: (error) => this.#reject(error),
    });
    this.#attempt += 1;
  }

  #waitAfter(error: ActivityError): number | undefined {
    const { run } = this.#scope;
    const retry = this.#retry;
    const elapsed = (run.now.getTime() - this.#calledAt) / 1000;
    const seed = `${run.identity.runId} ${this.#id}`;
    return retry && nextWait(retry, { attempt: this.#attempt, error, elapsed, seed });
  }

  #refused(event: AnyEvent, cause: string): void {
    if (this.#canceledBy === undefined && isThrottled(cause)) {
      this.#throttled += 1;
      this.#timer = afterThrottling(this.#scope.run, this.#throttled, () => this.#schedule());
    } else this.#reject(this.#canceledBy ?? new DecisionFailedError(this.#what, cause, event.id));
  }

  #error(
    code: ActivityError['code'],
    failure: {
      readonly reason?: string | undefined;
      readonly timeoutType?: string | undefined;
      readonly details?: unknown;
      readonly cause?: unknown;
    },
  ): ActivityError {
    const { name, version } = this.#defined;
    return new ActivityError(code, {
      activityId: this.#id,
      activityType: `${name}@${version}`,
      attempts: this.#attempt,
      ...failure,
    });
  }

  #reject(error: unknown): void {
    this.#finish();
    this.#result.reject(error);
  }

  #finish(): void {
    this.#scope.run.ids.close('activity', this.#id);
    this.#end();
  }
}
