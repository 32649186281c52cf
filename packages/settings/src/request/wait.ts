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

// Node fires a timer that is longer than this at once.
const LONGEST_TIMER_IN_MILLISECONDS = 2 ** 31 - 1;

/** Resolves after that many seconds, or rejects with the signal's reason when the signal fires. */
export function delay(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let left = seconds * 1000;
    let timer: NodeJS.Timeout;
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const wait = () => {
      if (left > LONGEST_TIMER_IN_MILLISECONDS) {
        left -= LONGEST_TIMER_IN_MILLISECONDS;
        timer = setTimeout(wait, LONGEST_TIMER_IN_MILLISECONDS);
      } else timer = setTimeout(end, left);
    };
    const end = () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    wait();
    signal?.addEventListener('abort', abort);
  });
}

/**
 * Does work that ends after that many seconds at most, whether or not it heeds its signal.
 *
 * @param late makes the error that the signal fires with then.
 *
 * @example
 * const late = () => new Error('not found within 5 s');
 * const domain = await within(5, (signal) => find({ signal }), late);
 */
export async function within<Result>(
  seconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
  late: () => unknown,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const [cut, ended] = [new AbortController(), new AbortController()];
  const abort = () => cut.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  const limit = delay(seconds, ended.signal).then(() => {
    cut.abort(late());
    throw cut.signal.reason;
  });
  // Work that throws before it returns a promise must not leave the limit without a listener.
  const working = async () => work(cut.signal);
  try {
    return await Promise.race([working(), limit]);
  } finally {
    ended.abort();
    signal?.removeEventListener('abort', abort);
  }
}
