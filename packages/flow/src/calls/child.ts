import { ChildWorkflowExecutionDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkOptions, type OptionNames, TAG_LIST, WORKFLOW_ID } from '@swf/settings/wire';
import type { OnCancel } from '../definitions/activity-options.js';
import { checkOwnOptions } from '../definitions/checks.js';
import { decode, encode } from '../definitions/payload.js';
import { validated } from '../definitions/schema.js';
import type { SignalDefinition } from '../definitions/signal.js';
import type { Passing } from '../definitions/wire.js';
import { withDefaults } from '../definitions/with-defaults.js';
import {
  WORKFLOW_START_OPTIONS,
  type WorkflowOptions,
  type WorkflowStartOptions,
} from '../definitions/workflow-options.js';
import { CanceledError, ChildWorkflowExecutionError, DecisionFailedError } from '../errors/index.js';
import { type CallScope, type CancelMode, currentScope, type OpenCall } from '../scopes/scope.js';
import { wrapInput } from '../telemetry/envelope.js';
import type { Command } from '../turns/command.js';
import { hexHashOf, shorten } from '../turns/ids.js';
import { callSite } from './call-site.js';
import { type Deferred, deferred, rejected, settle } from './deferred.js';
import { requestCancelOf, type Sent, sendCancelRequest, signalOf } from './external.js';
import { reviveFailure } from './failure.js';
import { causeOf, isThrottled } from './refusal.js';
import { afterThrottling, type Wait } from './throttle.js';

/** How to start a child; what is not given comes from its definition. */
export interface ChildOptions extends WorkflowStartOptions {
  /** Default: `<parent's workflowId>:<name>-<n>:<hash of the parent's run id>`. */
  readonly workflowId?: string | undefined;
  readonly tagList?: readonly string[] | undefined;
  /** What happens to the child if its call is canceled. Default: `'WAIT'`. */
  readonly onCancel?: OnCancel | undefined;
}

const CHILD_OPTIONS: OptionNames<ChildOptions> = {
  ...WORKFLOW_START_OPTIONS,
  workflowId: true,
  tagList: true,
  onCancel: true,
};

/** A child that has started. */
export interface Child<Result> {
  readonly workflowId: string;
  readonly runId: string;
  result(): Promise<Result>;
  signal<Payload>(definition: SignalDefinition<Payload, unknown>, ...payload: Passing<Payload>): Promise<void>;
  requestCancel(): Promise<void>;
}

/** Implements `definition.child()`. */
export function callChild<Result>(
  type: ChildType,
  defaults: WorkflowOptions,
  input: unknown,
  options: ChildOptions,
): Promise<Result> {
  const call = startCall<Result>(type, defaults, input, options);
  return call instanceof ChildCall ? call.result : call;
}

/** Implements `definition.startChild()`. */
export function startChild<Result>(
  type: ChildType,
  defaults: WorkflowOptions,
  input: unknown,
  options: ChildOptions,
): Promise<Child<Result>> {
  const call = startCall<Result>(type, defaults, input, options);
  return call instanceof ChildCall ? call.started : call;
}

interface ChildType {
  readonly name: string;
  readonly version: string;
}

function startCall<Result>(
  type: ChildType,
  defaults: WorkflowOptions,
  input: unknown,
  given: ChildOptions,
): ChildCall<Result> | Promise<never> {
  const scope = currentScope(`child ${type.name}`);
  if (scope.reason !== undefined) return rejected(scope.reason);
  const { input: schema, result: _result, ...settings } = defaults;
  const options = withDefaults<ChildOptions>(checkOptions('options', given, CHILD_OPTIONS), settings);
  checkOwnOptions(given);
  validated('input', input, schema);
  if (options.tagList !== undefined) TAG_LIST.check('tagList', options.tagList);
  const { run } = scope;
  const id = run.ids.next(scope.path, type.name);
  // The hash of the run id keeps the children of a run that continued as new apart from those
  // before.
  const ownId = shorten(`${run.identity.workflowId}:${id}:${hexHashOf(run.identity.runId)}`);
  const workflowId = WORKFLOW_ID.check('workflowId', options.workflowId ?? ownId);
  const codec = options.codec ?? run.settings.codec;
  return new ChildCall(scope, type, workflowId, { ...options, codec }, encode('input', input, codec));
}

/** One called child, until it has closed. */
class ChildCall<Result> implements OpenCall {
  readonly #scope: CallScope;
  readonly #type: ChildType;
  readonly #workflowId: string;
  readonly #options: ChildOptions;
  readonly #input: string | undefined;
  readonly #at: string | undefined;
  readonly #started: Deferred<Child<Result>> = deferred();
  readonly #result: Deferred<Result> = deferred();
  readonly #end: () => void;
  #command: Command | undefined;
  #timer: Wait | undefined;
  #throttled = 0;
  #isStarted = false;
  #cancelRequest: Sent | undefined;
  #canceledBy: CanceledError | undefined;
  /** Lets the run close that has given up a child before it started. */
  #release: (() => void) | undefined;

  constructor(scope: CallScope, type: ChildType, workflowId: string, options: ChildOptions, input: string | undefined) {
    this.#scope = scope;
    this.#at = callSite(scope.run);
    this.#type = type;
    this.#workflowId = workflowId;
    this.#options = options;
    this.#input = input;
    scope.run.ids.open('child', workflowId, () => this.#start());
    this.#end = scope.add(this);
  }

  get started(): Promise<Child<Result>> {
    return this.#started.promise;
  }

  get result(): Promise<Result> {
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
      if (onCancel !== 'ABANDON' && this.#isStarted) this.#requestCancel();
      if (onCancel === 'WAIT' && mode === 'AS_CALLED') return;
      // Before the child has started a request would not find it: the run must not close before.
      if (onCancel !== 'ABANDON' && !this.#isStarted) this.#release ??= this.#scope.root.add({ cancel() {} });
      this.#end();
    }
    this.#settleRejected(this.#canceledBy);
  }

  get #what(): string {
    return `child ${this.#workflowId} (${this.#type.name}@${this.#type.version})`;
  }

  #start(): void {
    const { codec: _codec, onCancel: _onCancel, workflowId: _workflowId, ...settings } = this.#options;
    const { name, version } = this.#type;
    this.#timer = undefined;
    this.#command = this.#scope.run.call(
      {
        kind: 'child',
        id: this.#workflowId,
        typeName: name,
        what: this.#what,
        at: this.#at,
        decision: (context) =>
          ChildWorkflowExecutionDecision.start({
            workflowId: this.#workflowId,
            workflowType: { name, version },
            input: wrapInput(this.#input, context),
            ...settings,
          }),
      },
      (event) => this.#onInput(event),
    );
  }

  #requestCancel(): void {
    this.#cancelRequest ??= sendCancelRequest(this.#scope, { workflowId: this.#workflowId });
  }

  #onInput(event: AnyEvent): void {
    this.#cancelRequest?.withdraw();
    this.#release?.();
    if (event.is('ChildWorkflowExecutionStarted')) {
      this.#isStarted = true;
      if (this.#canceledBy !== undefined && this.#options.onCancel !== 'ABANDON') this.#requestCancel();
      this.#started.resolve(this.#handle(event.attributes.workflowExecution?.runId ?? ''));
    } else if (event.is('ChildWorkflowExecutionCompleted')) {
      this.#finish();
      settle(this.#result, () => decode(event.attributes.result, this.#options.codec) as Result);
    } else if (event.is('ChildWorkflowExecutionFailed')) {
      const { reason, details } = event.attributes;
      this.#closed('FAILED', reason, reviveFailure(reason, details, this.#options.codec).cause);
    } else if (event.is('ChildWorkflowExecutionTimedOut')) this.#closed('TIMED_OUT', event.attributes.timeoutType);
    else if (event.is('ChildWorkflowExecutionTerminated')) this.#closed('TERMINATED');
    else if (event.is('ChildWorkflowExecutionCanceled'))
      this.#reject(this.#canceledBy ?? new CanceledError(this.#what));
    else this.#refused(event, causeOf(event));
  }

  #closed(closeStatus: ChildWorkflowExecutionError['closeStatus'], reason?: string, cause?: unknown): void {
    const error = new ChildWorkflowExecutionError(this.#what, { closeStatus, reason, cause });
    this.#reject(this.#canceledBy === undefined ? error : new CanceledError(this.#what, { cause: error }));
  }

  #refused(event: AnyEvent, cause: string): void {
    if (this.#canceledBy === undefined && isThrottled(cause)) {
      this.#throttled += 1;
      this.#timer = afterThrottling(this.#scope.run, this.#throttled, () => this.#start());
    } else this.#reject(this.#canceledBy ?? new DecisionFailedError(this.#what, cause, event.id));
  }

  #handle(runId: string): Child<Result> {
    const workflowId = this.#workflowId;
    return Object.freeze({
      workflowId,
      runId,
      result: () => this.#result.promise,
      signal: <Payload>(definition: SignalDefinition<Payload, unknown>, ...[payload]: Passing<Payload>) =>
        signalOf(currentScope('child.signal()'), { workflowId }, definition, payload),
      requestCancel: () => requestCancelOf(currentScope('child.requestCancel()'), { workflowId }),
    });
  }

  #reject(error: Error): void {
    this.#finish();
    this.#settleRejected(error);
  }

  #settleRejected(error: Error): void {
    this.#started.reject(error);
    this.#result.reject(error);
  }

  #finish(): void {
    this.#scope.run.ids.close('child', this.#workflowId);
    this.#end();
  }
}
