import { useCallback, useEffect, useState } from 'preact/hooks';
import { isAborted, type ProblemError, toProblemError } from './problem-error.js';

/** What a page knows of an answer. */
export interface Answer<T> {
  readonly data?: T | undefined;
  readonly error?: ProblemError | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface Held<T> {
  readonly key: string | undefined;
  readonly data?: T;
  readonly error?: ProblemError;
}

/**
 * Loads something while a component shows it; the request is aborted when the key changes or the
 * component goes. What was shown stays until its successor arrives, unless the key changes.
 *
 * @param key what is loaded; nothing is, as long as it is undefined.
 */
export function useRequest<T>(key: string | undefined, load: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [held, setHeld] = useState<Held<T>>({ key: undefined });
  const [round, setRound] = useState(0);
  const [isLoading, setLoading] = useState(key !== undefined);
  useEffect(() => {
    if (key === undefined) return;
    const own = new AbortController();
    setLoading(true);
    load(own.signal).then(
      (data) => {
        if (own.signal.aborted) return;
        setHeld({ key, data });
        setLoading(false);
      },
      (error: unknown) => {
        if (own.signal.aborted || isAborted(error)) return;
        setHeld({ key, error: toProblemError(error) });
        setLoading(false);
      },
    );
    return () => own.abort();
  }, [key, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const isCurrent = held.key === key;
  return {
    data: isCurrent ? held.data : undefined,
    error: isCurrent ? held.error : undefined,
    isLoading: key !== undefined && (isLoading || !isCurrent),
    reload,
  };
}
