import { useEffect, useRef } from 'preact/hooks';
import type { LiveUpdate } from '../../api/live.js';
import { type Watched, watch } from './live.js';

/**
 * Watches something while a component is shown.
 *
 * @param key what is watched; nothing is, as long as it is undefined.
 */
export function useLive(key: string | undefined, topic: () => Watched, listener: (update: LiveUpdate) => void): void {
  const latest = useRef({ topic, listener });
  latest.current = { topic, listener };
  useEffect(() => {
    if (key === undefined) return undefined;
    return watch(
      () => latest.current.topic(),
      (update) => latest.current.listener(update),
    );
  }, [key]);
}
