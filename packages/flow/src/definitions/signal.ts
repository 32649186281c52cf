import { checkLength, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';
import { callSite } from '../calls/call-site.js';
import { openIn, rejected } from '../calls/deferred.js';
import { checkSeconds } from '../calls/sleep.js';
import { CanceledError } from '../errors/index.js';
import { CallScope, currentScope } from '../scopes/scope.js';
import { withTimeout } from '../scopes/scopes.js';
import type { SignalEvent } from '../turns/signal-buffer.js';
import { define } from './definition.js';
import { decode, type PayloadCodec } from './payload.js';
import type { Wire } from './wire.js';

/** How the payloads of a signal are written. */
export interface SignalOptions {
  /** Default: JSON. */
  readonly codec?: PayloadCodec | undefined;
}

/** How long a signal is awaited. */
export interface NextOptions {
  /** Seconds. Default: for ever. */
  readonly timeout?: number | undefined;
}

const SIGNAL_OPTIONS: OptionNames<SignalOptions> = { codec: true };
const NEXT_OPTIONS: OptionNames<NextOptions> = { timeout: true };

/** A signal that workflows read and anyone with the execution sends. */
export interface SignalDefinition<Payload> extends AsyncIterable<Wire<Payload>> {
  /** SWF's signal name. */
  readonly signalName: string;
  /** The oldest unread signal, or the next to come; rejects with a `TimeoutError` after `timeout` seconds. */
  next(options?: NextOptions): Promise<Wire<Payload>>;
  /** Calls a handler with every unread signal, and with every one to come. What it throws fails the run. */
  on(handler: (payload: Wire<Payload>) => void | Promise<void>): void;
  /** Takes all signals that nobody has read. */
  unread(): Wire<Payload>[];
}

/**
 * Defines a signal.
 *
 * @throws `InvalidArgumentError` for a name that SWF refuses
 *
 * @example
 * const approve = signal<{ by: string }>('approve');
 */
export function signal<Payload = void>(name: string, options: SignalOptions = {}): SignalDefinition<Payload> {
  checkLength('name', name, { min: 1, max: LIMITS.signalName });
  const { codec } = checkOptions('options', options, SIGNAL_OPTIONS);
  const read = (event: SignalEvent) => decode(event.attributes.input, codec) as Wire<Payload>;
  const next = (scope: CallScope): Promise<Wire<Payload>> => {
    if (scope.reason !== undefined) return rejected(scope.reason);
    const { promise, resolve } = openIn<Wire<Payload>>(scope, `signal ${name}`, () =>
      scope.run.signals.remove(name, reader),
    );
    const reader = {
      isOnce: true,
      at: callSite(scope.run),
      read(event: SignalEvent) {
        scope.took(event);
        resolve(read(event));
      },
    };
    scope.run.signals.add(name, reader);
    return promise;
  };
  const definition: SignalDefinition<Payload> = {
    signalName: name,
    next(nextOptions = {}) {
      const scope = currentScope(`signal ${name}`);
      const { timeout } = checkOptions('options', nextOptions, NEXT_OPTIONS);
      if (timeout === undefined) return next(scope);
      const inner = new CallScope(scope.run, scope);
      return withTimeout(scope, `signal ${name}`, checkSeconds('timeout', timeout), inner, () => next(inner));
    },
    on(handler) {
      const scope = currentScope(`signal ${name}`);
      const handle = async (event: SignalEvent) => {
        try {
          await handler(read(event));
        } catch (error) {
          const { run } = scope;
          if (CanceledError.is(error) && scope.canceled) run.warn({ signal: name }, 'signal handler was canceled');
          else run.fail(error);
        }
      };
      scope.run.signals.add(name, { isOnce: false, read: (event) => void scope.enter(() => handle(event)) });
    },
    unread() {
      return currentScope(`signal ${name}`).run.signals.takeUnread(name).map(read);
    },
    async *[Symbol.asyncIterator]() {
      for (;;) yield await definition.next();
    },
  };
  return define(definition, { kind: 'signal', name, version: '', options });
}
