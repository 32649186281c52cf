import { checkFunction } from '../definitions/checks.js';
import { decodeAny } from '../definitions/payload.js';
import { currentScope } from '../scopes/scope.js';
import type { SignalEvent } from '../turns/signal-buffer.js';

/** What is known of a signal beside its name and payload. */
export interface SignalMeta {
  readonly eventId: number;
  readonly timestamp: Date;
  /** The execution that sent it; undefined if it came from outside. */
  readonly sender: { readonly workflowId: string; readonly runId: string } | undefined;
}

/**
 * Calls a handler with every signal to come, whatever its name, in the order of their events. They
 * are also read by their definitions. What the handler throws fails the run, which ends like a
 * canceled one: its compensations and `finally` blocks run. It is called until its scope is left.
 *
 * @example
 * onAnySignal((name, payload, { eventId }) => received.push({ name, payload, eventId }));
 */
export function onAnySignal(handler: (name: string, payload: unknown, meta: SignalMeta) => void): void {
  const scope = currentScope('onAnySignal()');
  checkFunction('handler', handler);
  const { run } = scope;
  const listener = ({ id, timestamp, attributes }: SignalEvent) => {
    const { signalName = '', input, externalWorkflowExecution } = attributes;
    const { workflowId = '', runId = '' } = externalWorkflowExecution ?? {};
    const sender = externalWorkflowExecution && Object.freeze({ workflowId, runId });
    try {
      const meta = Object.freeze({ eventId: id, timestamp: new Date(timestamp), sender });
      scope.enter(() => handler(signalName, decodeAny(input, run.settings.codec), meta));
    } catch (error) {
      scope.handlerThrew(error, { signal: signalName });
    }
  };
  scope.whileOpen(
    () => run.signals.listen(listener),
    () => run.signals.unlisten(listener),
  );
}
