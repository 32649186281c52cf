// SWF's reads are eventually consistent: what was just written may be unknown to them for a few
// seconds.
const WAITS_IN_SECONDS = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

/**
 * Repeats a read until SWF shows what was just written, backing off for about 6 s.
 *
 * Resolves to the first answer that is not `undefined`, or to `undefined` if SWF still does not
 * show it.
 *
 * @example
 * const execution = await untilVisible(() => executions.filter({ status: 'OPEN', workflowId }).first());
 */
export async function untilVisible<Answer>(
  read: () => Promise<Answer | undefined>,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  for (const seconds of WAITS_IN_SECONDS) {
    const answer = await read();
    if (answer !== undefined) return answer;
    await delay(seconds, signal);
  }
  return read();
}

/** Resolves after that many seconds, or rejects with the signal's reason when the signal fires. */
export function delay(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener('abort', abort);
  });
}
