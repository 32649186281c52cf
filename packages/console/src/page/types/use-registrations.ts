import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { RegistrationPage } from '../../api/registrations.js';
import { get, type Query } from '../data/api.js';
import { type ProblemError, toProblemError } from '../data/problem-error.js';

/** Registrations, read page by page. */
export interface Registrations<T> {
  readonly items: readonly T[];
  readonly isLoaded: boolean;
  readonly isComplete: boolean;
  readonly error: ProblemError | undefined;
  readonly readMore: () => void;
  readonly reload: () => void;
  /** Reads again what failed last: a page, or all from the first. */
  readonly tryAgain: () => void;
}

interface Read<T> {
  readonly items: readonly T[];
  readonly nextPage: string | undefined;
  readonly isLoaded: boolean;
  readonly error?: ProblemError;
}

/** Reads registrations page by page. A component that shows others has another key. */
export function useRegistrations<T>(path: string, query: Query): Registrations<T> {
  const [held, setHeld] = useState<Read<T>>({ items: [], nextPage: undefined, isLoaded: false });
  // Which page to read; another round reads it again.
  const [wanted, setWanted] = useState<{ page: string | undefined; round: number }>({ page: undefined, round: 0 });
  const { page, round } = wanted;
  const isReading = useRef(false);
  useEffect(() => {
    const own = new AbortController();
    isReading.current = true;
    get<RegistrationPage<T>>(path, { ...query, page }, own.signal).then(
      ({ items, nextPage }) => {
        isReading.current = false;
        setHeld((before) => ({
          items: page === undefined ? items : [...before.items, ...items],
          nextPage,
          isLoaded: true,
        }));
      },
      (error: unknown) => {
        if (own.signal.aborted) return;
        isReading.current = false;
        setHeld((before) => ({ ...before, error: toProblemError(error) }));
      },
    );
    return () => own.abort();
  }, [page, round]);
  const { items, nextPage, isLoaded, error } = held;
  const readMore = useCallback(() => {
    // The end comes into view again and again while its page is on the way. After a failure, its
    // reader tries again.
    if (nextPage === undefined || error || isReading.current) return;
    setWanted((before) => ({ page: nextPage, round: before.round + 1 }));
  }, [nextPage, error]);
  const reload = useCallback(() => setWanted((before) => ({ page: undefined, round: before.round + 1 })), []);
  const tryAgain = useCallback(() => setWanted((before) => ({ ...before, round: before.round + 1 })), []);
  return { items, isLoaded, isComplete: isLoaded && nextPage === undefined, error, readMore, reload, tryAgain };
}
