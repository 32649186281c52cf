import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ProblemError, toProblemError } from '../data/problem-error.js';
import { toast } from './toast.js';

/** What a form sends, and how that goes. */
export interface Sending {
  readonly isSending: boolean;
  /** Why the last request of the form failed. */
  readonly error: ProblemError | undefined;
  /**
   * Sends a change. Its failure is shown in the form, or in a notice if that was left meanwhile.
   *
   * @param title what the notice begins with: `Terminate order-1`.
   * @param change sends it, and shows elsewhere what it led to.
   * @param leave closes the form afterward, or opens a page. It is not called if the form was left
   *   meanwhile: it would close or replace what is shown by then.
   */
  readonly send: <T>(title: string, change: () => Promise<T>, leave?: (result: T) => void) => Promise<void>;
}

/** Sends the changes of a form, which its reader can leave before the answer is there. */
export function useSending(): Sending {
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<ProblemError | undefined>(undefined);
  const isLeft = useRef(false);
  useLayoutEffect(
    () => () => {
      isLeft.current = true;
    },
    [],
  );
  const send: Sending['send'] = async (title, change, leave) => {
    setSending(true);
    setError(undefined);
    try {
      const result = await change();
      if (!isLeft.current) leave?.(result);
    } catch (failure) {
      const problem = toProblemError(failure);
      if (isLeft.current) toast(`${title}: ${problem.message}`, 'failed');
      else setError(problem);
    }
    setSending(false);
  };
  return { isSending, error, send };
}
