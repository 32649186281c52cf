import type { Decision } from '@swf/decisions';
import { ExternalWorkflowExecutionDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkOptions, type OptionNames, RUN_ID, WORKFLOW_ID } from '@swf/settings/wire';
import { definedAs } from '../definitions/definition.js';
import { encode } from '../definitions/payload.js';
import { validated } from '../definitions/schema.js';
import type { SignalDefinition, SignalOptions } from '../definitions/signal.js';
import type { Passing } from '../definitions/wire.js';
import { DecisionFailedError } from '../errors/index.js';
import { type CallScope, currentScope } from '../scopes/scope.js';
import { type CommandKind, controlOf } from '../turns/command.js';
import { callSite } from './call-site.js';
import { type Deferred, deferred, openIn, rejected } from './deferred.js';
import { causeOf, isThrottled } from './refusal.js';
import { afterThrottling, type Wait } from './throttle.js';

/** Another execution of the domain. Without a run id, its open run. */
export interface ExternalRef {
  readonly workflowId: string;
  readonly runId?: string | undefined;
}

const EXTERNAL_REF: OptionNames<ExternalRef> = { workflowId: true, runId: true };

/** What a workflow can do to another execution. */
export interface ExternalExecution {
  signal<Payload>(definition: SignalDefinition<Payload, unknown>, ...payload: Passing<Payload>): Promise<void>;
  requestCancel(): Promise<void>;
}

/**
 * A handle on another execution of the same domain.
 *
 * @throws `InvalidArgumentError` for an id that SWF does not allow
 *
 * @example
 * await external({ workflowId: 'stock' }).signal(reserve, { sku });
 */
export function external(ref: ExternalRef): ExternalExecution {
  checkOptions('options', ref, EXTERNAL_REF);
  WORKFLOW_ID.check('workflowId', ref.workflowId);
  if (ref.runId !== undefined) RUN_ID.check('runId', ref.runId);
  return {
    signal: (definition, ...[payload]) => signalOf(currentScope('external().signal()'), ref, definition, payload),
    requestCancel: () => requestCancelOf(currentScope('external().requestCancel()'), ref),
  };
}

/** Signals another execution; resolves when SWF has delivered the signal. */
export function signalOf<Payload>(
  scope: CallScope,
  ref: ExternalRef,
  definition: SignalDefinition<Payload, unknown>,
  payload: Payload | undefined,
): Promise<void> {
  const { name: signalName, options } = definedAs<SignalOptions>('definition', definition, 'signal');
  const input = encode('payload', payload, options.codec ?? scope.run.settings.codec);
  validated('payload', payload, options.schema);
  return delivered(scope, {
    kind: 'signal',
    name: `signal-${signalName}`,
    what: `signal ${signalName} to ${ref.workflowId}`,
    decide: (control) => ExternalWorkflowExecutionDecision.signal({ ...ref, signalName, input, control }),
  });
}

/** Requests the cancellation of another execution; resolves when SWF has delivered the request. */
export function requestCancelOf(scope: CallScope, ref: ExternalRef): Promise<void> {
  return delivered(scope, cancelRequestTo(ref));
}

/** What is sent on behalf of the run: it belongs to no scope. */
export interface Sent {
  /** Takes it back if SWF has not taken it: it has become useless. */
  withdraw(): void;
}

/**
 * Requests the cancellation of what a call of the scope has started, even after that is canceled.
 */
export function sendCancelRequest(scope: CallScope, ref: ExternalRef): Sent {
  return send(scope, cancelRequestTo(ref), deferred());
}

interface Message {
  readonly kind: CommandKind;
  readonly name: string;
  readonly what: string;
  readonly decide: (control: string) => Decision;
}

function cancelRequestTo(ref: ExternalRef): Message {
  return {
    kind: 'cancel request',
    name: 'cancel',
    what: `cancel request to ${ref.workflowId}`,
    decide: (control) => ExternalWorkflowExecutionDecision.requestCancel({ ...ref, control }),
  };
}

/** Sends a message that is withdrawn with its scope. */
function delivered(scope: CallScope, message: Message): Promise<void> {
  if (scope.reason !== undefined) return rejected(scope.reason);
  const result = openIn<void>(scope, message.what, () => sent.withdraw());
  const sent = send(scope, message, result);
  return result.promise;
}

function send(scope: CallScope, { kind, name, what, decide }: Message, { resolve, reject }: Deferred<void>): Sent {
  const { run } = scope;
  const id = run.ids.next(scope.path, name);
  const at = callSite(run);
  let throttled = 0;
  let isWithdrawn = false;
  let wait: Wait | undefined;
  let release: (() => void) | undefined;
  const onInput = (event: AnyEvent) => {
    const cause = event.name.endsWith('Failed') ? causeOf(event) : undefined;
    if (cause !== undefined && isThrottled(cause) && !isWithdrawn) {
      throttled += 1;
      // The run must not close until the message is taken: nobody would send it again.
      release ??= scope.root.add({ cancel() {} });
      wait = afterThrottling(run, throttled, () => {
        command = call();
      });
      return;
    }
    release?.();
    if (cause === undefined) resolve();
    else reject(new DecisionFailedError(what, cause, event.id));
  };
  const call = () => run.call({ kind, id, what, at, decision: () => decide(controlOf(id)) }, onInput);
  let command = call();
  return {
    withdraw() {
      isWithdrawn = true;
      wait?.cancel();
      release?.();
      run.outbox.withdraw(command);
    },
  };
}
