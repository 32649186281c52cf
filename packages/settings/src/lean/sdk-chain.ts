import type { SWFClient } from '@aws-sdk/client-swf';

/** A middleware of the SDK, and what it does with a request. */
type Middleware = (next: Handler, context: Context) => Handler;
export type Handler = (args: Args) => Promise<Answered>;

/** The arguments of a middleware; others than these are passed on as they are. */
export interface Args {
  readonly input: object;
  readonly request?: unknown;
}

/** What a middleware resolves to. */
export interface Answered {
  readonly response: unknown;
  readonly output?: unknown;
}

/** What the SDK passes to each middleware about the command. */
export interface Context {
  readonly logger?: object;
  readonly __smithy_context?: { readonly operationSchema?: unknown };
}

/** The schema of an operation as the SDK's protocol takes it. */
export interface Operation {
  readonly namespace: string;
  readonly name: string;
  readonly traits: unknown;
  readonly input: unknown;
  readonly output: unknown;
}

// The middleware of an untouched client. What the lean chain does in its place was written for
// these.
const NAMES = [
  'contentLengthMiddleware',
  'deserializerMiddleware',
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'httpAuthSchemeMiddleware',
  'httpSigningMiddleware',
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'retryMiddleware',
  'serializerMiddleware',
];

// The middleware of this package, which a client of the settings has besides.
const OWN_NAMES = ['abortSignalMiddleware', 'clockMiddleware'];

/** The parts of the SDK's chain that the lean one keeps. */
export interface SdkChain {
  readonly retry: Middleware;
  readonly deserialize: Middleware;
}

/** Returns the kept parts of a client's chain, or undefined if the chain is not as expected. */
export function sdkChain(stack: SWFClient['middlewareStack']): SdkChain | undefined {
  const found = new Map<string | undefined, Middleware>();
  const collect = (middleware: Middleware, { name }: { readonly name?: string }) => {
    found.set(name, middleware);
  };
  stack.applyToStack({ add: collect, addRelativeTo: collect } as never);
  const retry = found.get('retryMiddleware');
  const deserialize = found.get('deserializerMiddleware');
  for (const name of OWN_NAMES) found.delete(name);
  const isAsExpected = found.size === NAMES.length && NAMES.every((name) => found.has(name));
  return isAsExpected && retry && deserialize ? { retry, deserialize } : undefined;
}

/** Returns the operation of a command, or undefined if the SDK describes it in another way. */
export function operationOf({ __smithy_context: context }: Context): Operation | undefined {
  const schema: unknown = context?.operationSchema;
  if (!Array.isArray(schema) || schema.length < 6) return undefined;
  const [, namespace, name, traits, input, output] = schema;
  return { namespace, name, traits, input, output };
}
