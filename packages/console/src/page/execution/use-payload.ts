import { useEffect, useState } from 'preact/hooks';
import type { HistoryModel } from './history-model.js';

/** Returns a payload of an event; undefined until the worker has given it, and without an event. */
export function usePayload(model: HistoryModel, event: number | undefined, field: string): string | undefined {
  const key = event === undefined ? undefined : `${model.name} ${event} ${field}`;
  const [held, setHeld] = useState<{ readonly key: string; readonly text: string } | undefined>(undefined);
  useEffect(() => {
    if (key === undefined || event === undefined) return undefined;
    let isGone = false;
    model.ask('payload', { event, field }).then(
      (text) => {
        if (!isGone) setHeld({ key, text });
      },
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [key]);
  return key !== undefined && held?.key === key ? held.text : undefined;
}
