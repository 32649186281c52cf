/**
 * Resolves to the answers of requests that are of use only together: when one fails, the signal
 * that the others were given fires, so that those that still wait are not sent.
 *
 * @param signal - Ends all of them.
 */
export async function together<const Answers extends readonly unknown[]>(
  signal: AbortSignal | undefined,
  begin: (shared: AbortSignal) => { readonly [Index in keyof Answers]: Promise<Answers[Index]> },
): Promise<Answers> {
  const failed = new AbortController();
  const shared = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  try {
    return (await Promise.all(begin(shared))) as unknown as Answers;
  } catch (error) {
    failed.abort(error);
    throw error;
  }
}
