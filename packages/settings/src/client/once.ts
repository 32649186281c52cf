import type { $Command, ServiceInputTypes, ServiceOutputTypes, SWFClientResolvedConfig } from '@aws-sdk/client-swf';
import { followClock } from './clock.js';
import { type Middleware, ONCE } from './middleware-cache.js';

/**
 * A failure that the SDK must not see: it retries by the properties of an error and of its causes.
 */
class Hidden extends Error {
  readonly failure: unknown;

  constructor(failure: unknown) {
    super('request failed, and is sent once');
    this.failure = failure;
  }
}

function hide(failure: unknown): never {
  throw new Hidden(failure);
}

const kinds = /* @__PURE__ */ new WeakMap<object, object>();

/** Returns a copy of the command that the SDK does not retry, whichever client sends it. */
export function once<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, SWFClientResolvedConfig>,
): typeof command {
  const { constructor: usual, middlewareStack, resolveMiddleware } = command;
  // The SDK may keep the middleware of each kind of command, by its constructor.
  const kind = kinds.get(usual) ?? { name: usual.name };
  kinds.set(usual, kind);
  return Object.assign(Object.create(Object.getPrototypeOf(command)), command, {
    [ONCE]: withoutRetries,
    constructor: kind,
    middlewareStack: middlewareStack.clone(),
    // Gets the middleware of the client that sends it, which may be hidden in another object.
    resolveMiddleware(this: typeof command, ...given: Parameters<typeof resolveMiddleware>) {
      const add = (retry: Middleware<object, unknown, object>, options: { readonly name?: string }) => {
        if (options.name !== 'retryMiddleware') return;
        const middleware = withoutRetries(retry);
        this.middlewareStack.add(middleware as never, { ...options, middleware, override: true } as never);
        followClock(this.middlewareStack, given[1]);
      };
      given[0].applyToStack({ add, addRelativeTo: () => {} } as never);
      return resolveMiddleware.apply(this, given);
    },
  });
}

/** Returns the SDK's retry middleware without its retries. */
function withoutRetries<Args, Answer, Context>(
  retry: Middleware<Args, Answer, Context>,
): Middleware<Args, Answer, Context> {
  return (next, context) => {
    const send = retry((args) => next(args).catch(hide), context);
    return async (args) => {
      try {
        return await send(args);
      } catch (error) {
        throw error instanceof Hidden ? error.failure : error;
      }
    };
  };
}
