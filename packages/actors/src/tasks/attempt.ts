/** What a piece of work came to. */
export type Work<Result = unknown> = { readonly result: Result } | { readonly error: unknown };

/** Does the work, which may throw or reject, and resolves to what it came to. */
export async function attempt<Result>(work: () => Result): Promise<Work<Awaited<Result>>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error };
  }
}
