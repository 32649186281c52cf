import { useEffect, useMemo, useState } from 'preact/hooks';
import type { EventFilter, EventRow } from '../../worker/protocol.js';
import type { HistoryModel } from '../history-model.js';
import { keepsAll } from './event-query.js';

/**
 * Returns the events that a filter keeps. What was found before stays until the worker has the
 * answer, so that nothing flickers.
 */
export function useFoundEvents(model: HistoryModel, filter: EventFilter, isShown: boolean): readonly EventRow[] {
  const rows = model.rows.value;
  const [positions, setPositions] = useState<Uint32Array<ArrayBuffer> | undefined>(undefined);
  const isAll = keepsAll(filter);
  const key = JSON.stringify(filter);
  useEffect(() => {
    if (isAll || !isShown) {
      setPositions(undefined);
      return undefined;
    }
    let isGone = false;
    model.ask('find', { filter }).then(
      (found) => {
        if (!isGone) setPositions(found);
      },
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [model, key, isShown, rows]);
  return useMemo(() => {
    if (isAll || positions === undefined) return rows;
    return [...positions].flatMap((position) => rows[position] ?? []);
  }, [rows, positions, isAll]);
}
