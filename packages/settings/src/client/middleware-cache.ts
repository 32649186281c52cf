import type { SWFClient } from '@aws-sdk/client-swf';
import { abortError, onAbort } from './http-handler.js';

type Command = Parameters<SWFClient['send']>[0];
type Send = (command: Command, ...rest: readonly unknown[]) => Promise<unknown>;

const SIGNAL = Symbol('abortSignal');

const CHANGES = ['add', 'addRelativeTo', 'remove', 'removeByTag'] as const;

/**
 * Makes the client resolve its middleware once for each kind of command, instead of each request.
 *
 * The SDK does so with `cacheMiddleware`, but only for requests without options, so the signal of a
 * request travels with its command. As the SDK caches without looking, a client does not cache any
 * more when its middleware changes, nor commands that have middleware of their own.
 */
export function cacheMiddleware(client: SWFClient): void {
  const { config, middlewareStack: stack } = client;
  stack.add(
    (next) => (args) => {
      const abortSignal = signalOf(args);
      return abortSignal ? config.requestHandler.handle(args.request, { abortSignal }) : next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'abortSignalMiddleware' },
  );
  config.cacheMiddleware = true;
  const stopCaching = () => {
    config.cacheMiddleware = false;
  };
  for (const name of CHANGES) {
    const change: (...given: never[]) => unknown = stack[name];
    Reflect.set(stack, name, (...given: never[]) => {
      stopCaching();
      return change(...given);
    });
  }
  const send: Send = (command, ...rest) => {
    if (client.middlewareStack !== stack) stopCaching();
    // Looked up for each request, because tracing and test doubles replace it.
    const original: Send = Object.getPrototypeOf(client).send.bind(client);
    const [options, callback] = typeof rest[0] === 'function' ? [undefined, rest[0]] : rest;
    if (config.cacheMiddleware && hasMiddleware(command)) return original(command, options ?? {}, callback);
    const signal = config.cacheMiddleware && callback === undefined ? onlySignal(options) : undefined;
    return signal ? untilAborted(original(withSignal(command, signal)), signal) : original(command, ...rest);
  };
  Reflect.set(client, 'send', send);
}

/** Whether the command has middleware besides that of its class, which it gets when it is sent. */
function hasMiddleware({ middlewareStack }: Command): boolean {
  return middlewareStack.identify().some((name) => !name.startsWith('endpointV2Middleware'));
}

/** Returns the signal of the options if it is all that they have. */
function onlySignal(options: unknown): AbortSignal | undefined {
  if (typeof options !== 'object' || options === null || Object.keys(options).length !== 1) return undefined;
  return 'abortSignal' in options && options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
}

/** Copies the command, which may be sent with another signal at the same time. */
function withSignal(command: Command, signal: AbortSignal): Command {
  return Object.assign(Object.create(Object.getPrototypeOf(command)), command, { [SIGNAL]: signal });
}

/** The middlewares of the SDK pass on all members of a command, by spreading. */
function signalOf(args: object & { readonly [SIGNAL]?: AbortSignal }): AbortSignal | undefined {
  return args[SIGNAL];
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
