/** The outcome of a piece of work. */
export type Work<Result = unknown> = { readonly result: Result } | { readonly error: unknown };

/** Does work that may throw or reject; never rejects. */
export async function attempt<Result>(work: () => Result): Promise<Work<Awaited<Result>>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error };
  }
}
