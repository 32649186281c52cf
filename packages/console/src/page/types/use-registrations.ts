import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RegistrationPage } from '../../api/registrations.js';
import { get, type Query } from '../data/api.js';
import { isAborted, type ProblemError, toProblemError } from '../data/problem-error.js';

/** Registrations, read page by page. */
export interface Registrations<T> {
  readonly items: readonly T[];
  readonly isLoaded: boolean;
  readonly isComplete: boolean;
  readonly error: ProblemError | undefined;
  readonly readMore: () => void;
  readonly reload: () => void;
}

interface Read<T> {
  readonly key: string;
  readonly items: readonly T[];
  readonly nextPage: string | undefined;
  readonly isLoaded: boolean;
  readonly error?: ProblemError;
}

/** Reads registrations while they are shown. */
export function useRegistrations<T>(path: string, query: Query): Registrations<T> {
  const key = JSON.stringify([path, query]);
  const empty: Read<T> = { key, items: [], nextPage: undefined, isLoaded: false };
  const [held, setHeld] = useState(empty);
  // Which page to read; a new round starts over.
  const [wanted, setWanted] = useState<{ key: string; page: string | undefined; round: number }>({
    key,
    page: undefined,
    round: 0,
  });
  const page = wanted.key === key ? wanted.page : undefined;
  useEffect(() => {
    const own = new AbortController();
    get<RegistrationPage<T>>(path, { ...query, page }, own.signal).then(
      ({ items, nextPage }) => {
        if (own.signal.aborted) return;
        setHeld((before) => ({
          key,
          items: page === undefined || before.key !== key ? items : [...before.items, ...items],
          nextPage,
          isLoaded: true,
        }));
      },
      (error: unknown) => {
        if (own.signal.aborted || isAborted(error)) return;
        setHeld((before) => ({ ...(before.key === key ? before : empty), error: toProblemError(error) }));
      },
    );
    return () => own.abort();
  }, [key, page, wanted.round]);
  const current = held.key === key ? held : empty;
  const readMore = useCallback(() => {
    if (current.nextPage !== undefined) setWanted((before) => ({ ...before, key, page: current.nextPage }));
  }, [key, current.nextPage]);
  const reload = useCallback(() => setWanted(({ round }) => ({ key, page: undefined, round: round + 1 })), [key]);
  return {
    items: current.items,
    isLoaded: current.isLoaded,
    isComplete: current.isLoaded && current.nextPage === undefined,
    error: current.error,
    readMore,
    reload,
  };
}
