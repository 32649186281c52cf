/** Runs with a signal of its own that fires with `parent`; nothing stays on a parent that outlives thousands of such runs. */
export async function withSignal<Result>(
  parent: AbortSignal,
  action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const child = new AbortController();
  const forward = () => child.abort(parent.reason);
  if (parent.aborted) forward();
  else parent.addEventListener('abort', forward);
  try {
    return await action(child.signal);
  } finally {
    parent.removeEventListener('abort', forward);
  }
}

/** Resolves when the signal fires. For signals that live no longer than who waits. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
