import { messageOf } from '@swf/settings/errors';
import { checkLength, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';
import { callSite } from '../calls/call-site.js';
import { openIn, rejected, settle } from '../calls/deferred.js';
import { checkSeconds } from '../calls/sleep.js';
import { TimeoutError } from '../errors/index.js';
import { type CallScope, currentScope } from '../scopes/scope.js';
import { withTimeout } from '../scopes/scopes.js';
import type { Run } from '../turns/run.js';
import type { SignalEvent } from '../turns/signal-buffer.js';
import { checkFunction, checkOwnOptions } from './checks.js';
import { define } from './definition.js';
import { decode, type PayloadCodec } from './payload.js';
import { type Given, type Received, type Schema, validated } from './schema.js';
import type { Wire } from './wire.js';

/** The options of a signal. */
export interface SignalOptions {
  /** Default: the program's, or else JSON. */
  readonly codec?: PayloadCodec | undefined;
  /**
   * Validates payloads, where they are sent and where they are read. Handlers do not get those that
   * do not match, or that the codec cannot read; `next()` rejects.
   */
  readonly schema?: Schema | undefined;
}

/** How long to wait for a signal. */
export interface NextOptions {
  /** Seconds. Default: forever. */
  readonly timeout?: number | undefined;
}

const SIGNAL_OPTIONS: OptionNames<SignalOptions> = { codec: true, schema: true };
const NEXT_OPTIONS: OptionNames<NextOptions> = { timeout: true };

declare const SENT: unique symbol;

/** A signal that workflows read and anyone with the execution sends. */
export interface SignalDefinition<Payload, Received = Wire<Payload>> extends AsyncIterable<Received> {
  /** SWF's signal name. */
  readonly signalName: string;
  /**
   * The oldest unread signal, or the next to come; rejects with a `TimeoutError` after `timeout`
   * seconds.
   */
  next(options?: NextOptions): Promise<Received>;
  /**
   * Calls a handler with every unread signal, and with every one to come, until its scope is left
   * or canceled. All handlers get a signal, unless a `next()` waited for it before them. What a
   * handler throws fails the run, which ends like a canceled one: its compensations and `finally`
   * blocks run.
   */
  on(handler: (payload: Received) => void | Promise<void>): void;
  /** Takes all signals that nobody has read. */
  unread(): Received[];
  readonly [SENT]?: Payload;
}

/**
 * Defines a signal.
 *
 * @throws `InvalidArgumentError` for a name that SWF refuses
 *
 * @example
 * const approve = signal<{ by: string }>('approve');
 */
export function signal<Of extends Schema>(
  name: string,
  options: SignalOptions & { readonly schema: Of },
): SignalDefinition<Given<Of>, Received<Of>>;
export function signal<Payload = void>(name: string, options?: SignalOptions): SignalDefinition<Payload>;
export function signal<Payload>(name: string, options: SignalOptions = {}): SignalDefinition<Payload> {
  checkLength('name', name, { min: 1, max: LIMITS.signalName });
  const { codec, schema } = checkOptions('options', options, SIGNAL_OPTIONS);
  checkOwnOptions({ codec, schema });
  const read = ({ attributes: { input } }: SignalEvent, { settings }: Run) =>
    validated('payload', decode(input, codec ?? settings.codec), schema) as Wire<Payload>;
  const matching = (event: SignalEvent, run: Run): Wire<Payload>[] => {
    try {
      return [read(event, run)];
    } catch (error) {
      const why = messageOf(error);
      run.warn({ signalName: name, eventId: event.id }, `dropped a signal: ${why}`);
      return [];
    }
  };
  const next = (scope: CallScope): Promise<Wire<Payload>> => {
    if (scope.reason !== undefined) return rejected(scope.reason);
    const received = openIn<Wire<Payload>>(scope, `signal ${name}`, () => scope.run.signals.remove(name, reader));
    const reader = {
      isOnce: true,
      at: callSite(scope.run),
      read(event: SignalEvent) {
        scope.run.signals.took(event, scope);
        settle(received, () => read(event, scope.run));
      },
    };
    scope.run.signals.add(name, reader);
    return received.promise;
  };
  const definition: SignalDefinition<Payload> = {
    signalName: name,
    next(nextOptions = {}) {
      const scope = currentScope(`signal ${name}`);
      const { timeout } = checkOptions('options', nextOptions, NEXT_OPTIONS);
      if (timeout === undefined) return next(scope);
      const seconds = checkSeconds('timeout', timeout);
      const onTimeout = () => {
        throw new TimeoutError(`signal ${name}`, seconds);
      };
      return withTimeout(scope, { seconds }, next, onTimeout);
    },
    on(handler) {
      const scope = currentScope(`signal ${name}`);
      checkFunction('handler', handler);
      const { run } = scope;
      const handle = async (payload: Wire<Payload>) => {
        try {
          await handler(payload);
        } catch (error) {
          scope.handlerThrew(error, { signal: name });
        }
      };
      const reader = {
        isOnce: false,
        read(event: SignalEvent) {
          for (const payload of matching(event, run)) void scope.enter(() => handle(payload));
        },
      };
      scope.whileOpen(
        () => run.signals.add(name, reader),
        () => run.signals.remove(name, reader),
      );
    },
    unread() {
      const scope = currentScope(`signal ${name}`);
      const { run } = scope;
      const events = run.signals.takeUnread(name);
      for (const event of events) run.signals.took(event, scope);
      return events.flatMap((event) => matching(event, run));
    },
    async *[Symbol.asyncIterator]() {
      for (;;) yield await definition.next();
    },
  };
  return define(definition, { kind: 'signal', name, version: '', options });
}
