/**
 * Resolves to the answers of requests that are of use only together: when one fails, the signals of
 * the others fire, so that those that still wait are not sent.
 *
 * Each has a signal of its own: Node warns of a leak if more than ten listen to one.
 *
 * @param signal ends all of them.
 */
export async function together<const Answers extends readonly unknown[]>(
  signal: AbortSignal | undefined,
  requests: { readonly [Index in keyof Answers]: (signal: AbortSignal) => Promise<Answers[Index]> },
): Promise<Answers> {
  const failed = new AbortController();
  const sources = signal ? [signal, failed.signal] : [failed.signal];
  try {
    return (await Promise.all(requests.map((send) => send(AbortSignal.any(sources))))) as unknown as Answers;
  } catch (error) {
    failed.abort(error);
    throw error;
  }
}
