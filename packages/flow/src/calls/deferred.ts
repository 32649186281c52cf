import { CanceledError } from '../errors/index.js';
import type { CallScope } from '../scopes/scope.js';

/** A promise of the flow, and what settles it. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/**
 * Makes a promise that never reports itself as unhandled: what nobody awaits is the workflow's own
 * choice.
 */
export function deferred<Value>(): Deferred<Value> {
  let resolve!: (value: Value) => void;
  let settleRejected!: (error: unknown) => void;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    settleRejected = onReject;
  });
  const reject = (error: unknown) => {
    // Handled only now: most are never rejected, and each handler is another promise.
    promise.catch(() => {});
    settleRejected(error);
  };
  return { promise, resolve, reject };
}

/**
 * Makes a promise that a scope holds open until it settles, and rejects when the scope is canceled.
 */
export function openIn<Value>(scope: CallScope, what: string, onCancel: () => void): Deferred<Value> {
  const { promise, resolve, reject } = deferred<Value>();
  const end = scope.add({
    cancel(reason) {
      onCancel();
      end();
      reject(new CanceledError(what, { cause: reason.cause }));
    },
  });
  return {
    promise,
    resolve(value) {
      end();
      resolve(value);
    },
    reject(error) {
      end();
      reject(error);
    },
  };
}

/** Resolves a promise to what the function returns, or rejects it with what the function throws. */
export function settle<Value>({ resolve, reject }: Deferred<Value>, read: () => Value): void {
  try {
    resolve(read());
  } catch (error) {
    reject(error);
  }
}

/** A rejected promise that is never reported as unhandled. */
export function rejected(error: unknown): Promise<never> {
  const promise = Promise.reject(error);
  promise.catch(() => {});
  return promise;
}
