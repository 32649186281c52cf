import type { Decision } from '@swf/decisions';
import { ExternalWorkflowExecutionDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkOptions, type OptionNames, WORKFLOW_ID } from '@swf/settings/wire';
import { definedAs } from '../definitions/definition.js';
import { encode } from '../definitions/payload.js';
import { validated } from '../definitions/schema.js';
import type { SignalDefinition, SignalOptions } from '../definitions/signal.js';
import type { Passing } from '../definitions/wire.js';
import { DecisionFailedError } from '../errors/index.js';
import { type CallScope, currentScope } from '../scopes/scope.js';
import { type CommandKind, controlOf } from '../turns/command.js';
import { callSite } from './call-site.js';
import { deferred, rejected } from './deferred.js';
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
 * @example
 * await external({ workflowId: 'stock' }).signal(reserve, { sku });
 */
export function external(ref: ExternalRef): ExternalExecution {
  checkOptions('options', ref, EXTERNAL_REF);
  WORKFLOW_ID.check('workflowId', ref.workflowId);
  return {
    signal: (definition, ...[payload]) => signalOf(currentScope('external().signal()'), ref, definition, payload),
    requestCancel: () => requestCancelOf(currentScope('external().requestCancel()'), ref).delivered,
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
  const what = `signal ${signalName} to ${ref.workflowId}`;
  if (scope.reason !== undefined) return rejected(scope.reason);
  return sendTo(scope, 'signal', `signal-${signalName}`, what, (control) =>
    ExternalWorkflowExecutionDecision.signal({ ...ref, signalName, input, control }),
  ).delivered;
}

/** What is sent to another execution. */
export interface Sent {
  /** Resolves when SWF has delivered it. */
  readonly delivered: Promise<void>;
  /** Takes it back if SWF has not taken it: it has become useless. */
  withdraw(): void;
}

/** Requests the cancellation of another execution. */
export function requestCancelOf(scope: CallScope, ref: ExternalRef): Sent {
  const what = `cancel request to ${ref.workflowId}`;
  return sendTo(scope, 'cancel request', 'cancel', what, (control) =>
    ExternalWorkflowExecutionDecision.requestCancel({ ...ref, control }),
  );
}

function sendTo(
  scope: CallScope,
  kind: CommandKind,
  name: string,
  what: string,
  decide: (control: string) => Decision,
): Sent {
  const { run } = scope;
  const { promise, resolve, reject } = deferred<void>();
  const id = run.ids.next(scope.path, name);
  const at = callSite(run);
  let throttled = 0;
  let isWithdrawn = false;
  let wait: Wait | undefined;
  const onInput = (event: AnyEvent) => {
    if (!event.name.endsWith('Failed')) return resolve();
    const cause = causeOf(event);
    if (!isThrottled(cause) || isWithdrawn) return reject(new DecisionFailedError(what, cause, event.id));
    throttled += 1;
    wait = afterThrottling(run, throttled, () => {
      command = send();
    });
  };
  const send = () => run.call({ kind, id, what, at, decision: () => decide(controlOf(id)) }, onInput);
  let command = send();
  return {
    delivered: promise,
    withdraw() {
      isWithdrawn = true;
      wait?.cancel();
      run.outbox.withdraw(command);
    },
  };
}
