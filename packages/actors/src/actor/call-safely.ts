/**
 * Calls a function of the program whose failure must do no harm.
 *
 * What it throws, or rejects with later, goes to `onError`, and the call returns undefined if it
 * throws. Without a handler, a rejection would end the process.
 */
export function callSafely<Result>(call: () => Result, onError: (error: unknown) => void): Result | undefined {
  try {
    const result = call();
    if (isThenable(result)) Promise.resolve(result).catch(onError);
    return result;
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** Whether a value is a promise, perhaps of another library. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
