import { useEffect, useRef } from 'preact/hooks';
import type { LiveUpdate } from '../../api/live.js';
import { type Watched, watch } from './live.js';

/**
 * Watches something while a component is shown.
 *
 * @param key what is watched; nothing is, as long as it is undefined.
 */
export function useLive(key: string | undefined, topic: () => Watched, listener: (update: LiveUpdate) => void): void {
  const latest = useRef({ key, topic, listener });
  latest.current = { key, topic, listener };
  useEffect(() => {
    if (key === undefined) return undefined;
    return watch(
      () => latest.current.topic(),
      (update) => {
        // What was watched before is watched until after the next paint; its updates are not for this.
        if (latest.current.key === key) latest.current.listener(update);
      },
    );
  }, [key]);
}
