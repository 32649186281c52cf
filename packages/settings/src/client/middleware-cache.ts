import type { SWFClient } from '@aws-sdk/client-swf';
import { abortError, onAbort } from './http-handler.js';

type Stack = SWFClient['middlewareStack'];
type Command = Parameters<SWFClient['send']>[0];
type Send = (command: Command, ...rest: readonly unknown[]) => Promise<unknown>;

/** A middleware of the SDK. */
export type Middleware<Args, Answer, Context> = (
  next: (args: Args) => Promise<Answer>,
  context: Context,
) => (args: Args) => Promise<Answer>;

/** What a request carries besides its command, through all middleware. */
export interface Carried {
  readonly [SIGNAL]?: AbortSignal;
  /** Whether it has options or middleware of its own, which only the SDK's chain follows. */
  readonly [SDK_ONLY]?: true;
  /** Takes the retries out of the SDK's retry middleware, for a request that is sent once. */
  readonly [ONCE]?: <Args, Answer, Context>(
    retry: Middleware<Args, Answer, Context>,
  ) => Middleware<Args, Answer, Context>;
}

export const SIGNAL = Symbol('abortSignal');
export const ONCE = Symbol('once');
export const SDK_ONLY = Symbol('for the SDK’s chain only');

/** The cached middleware of a client. */
export interface MiddlewareCache {
  /** Whether nobody else has changed the middleware since it is cached. */
  readonly isUntouched: () => boolean;
  /** Adds middleware of this package, which does not end the caching. */
  readonly extend: (add: (stack: Stack) => void) => void;
}

const CHANGES = ['add', 'addRelativeTo', 'remove', 'removeByTag'] as const;

const caches = new WeakMap<SWFClient, MiddlewareCache>();

/**
 * Makes the client resolve its middleware once for each kind of command, instead of each request.
 *
 * The SDK does so with `cacheMiddleware`, but only for requests without options, so the signal of a
 * request travels with its command. The SDK does not notice changes, so caching stops when the
 * middleware of the client changes, and skips commands that have middleware of their own.
 */
export function cacheMiddleware(client: SWFClient): MiddlewareCache {
  const known = caches.get(client);
  if (known) return known;
  const { config, middlewareStack: stack } = client;
  let isExtending = false;
  let isStale = false;
  const isUntouched = () => config.cacheMiddleware === true && client.middlewareStack === stack;
  for (const name of CHANGES) {
    const change: (...given: never[]) => unknown = stack[name];
    Reflect.set(stack, name, (...given: never[]) => {
      if (!isExtending) config.cacheMiddleware = false;
      return change(...given);
    });
  }
  const extend = (add: (stack: Stack) => void) => {
    isExtending = true;
    add(stack);
    isExtending = false;
    isStale = true;
  };
  extend(() =>
    stack.add(
      (next) => (args) => {
        const abortSignal = (args as Carried)[SIGNAL];
        return abortSignal ? config.requestHandler.handle(args.request, { abortSignal }) : next(args);
      },
      { step: 'deserialize', priority: 'low', name: 'abortSignalMiddleware', override: true },
    ),
  );
  // Nothing is cached yet.
  isStale = false;
  const send: Send = (command, ...rest) => {
    // Looked up for each request, because tracing and test doubles replace it.
    const original: Send = Object.getPrototypeOf(client).send.bind(client);
    const [options, callback] = typeof rest[0] === 'function' ? [undefined, rest[0]] : rest;
    if (!isUntouched()) {
      config.cacheMiddleware = false;
      return original(command, ...rest);
    }
    const isForSdk = hasMiddleware(command);
    if (isStale || isForSdk) {
      isStale = false;
      // A request with options is not cached, and lets the SDK drop what it has cached.
      return original(isForSdk || options ? carrying(command, { [SDK_ONLY]: true }) : command, options ?? {}, callback);
    }
    if (options === undefined) return original(command, ...rest);
    const signal = callback === undefined ? onlySignal(options) : undefined;
    if (signal) return untilAborted(original(carrying(command, { [SIGNAL]: signal })), signal);
    return original(carrying(command, { [SDK_ONLY]: true }), ...rest);
  };
  Reflect.set(client, 'send', send);
  config.cacheMiddleware = true;
  const cache = { isUntouched, extend };
  caches.set(client, cache);
  return cache;
}

/**
 * Checks whether the command has middleware besides that of its class, which it gets when sent.
 *
 * That is relative to middleware of the client, which `identify()` leaves out.
 */
function hasMiddleware({ middlewareStack }: Command): boolean {
  return middlewareStack.identify().length > 0;
}

/** Returns the signal of the options if it is all that they have. */
function onlySignal(options: unknown): AbortSignal | undefined {
  if (typeof options !== 'object' || options === null || Object.keys(options).length !== 1) return undefined;
  return 'abortSignal' in options && options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
}

/** Returns a copy of the command that carries this; the command may be sent again meanwhile. */
function carrying(command: Command, carried: Carried): Command {
  return Object.assign(Object.create(Object.getPrototypeOf(command)), command, carried);
}

/** Rejects as soon as the signal fires, also while the SDK waits before its next attempt. */
function untilAborted<Answer>(sent: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortError(signal));
    if (signal.aborted) abort();
    const stopListening = onAbort(signal, abort);
    sent.then(
      (answer) => {
        stopListening();
        resolve(answer);
      },
      (error) => {
        stopListening();
        reject(error);
      },
    );
  });
}
