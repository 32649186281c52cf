import { useEffect } from 'preact/hooks';
import { usePageUrl } from '../data/page-url.js';

/** What the side panel shows. */
export interface Selection {
  /** The id of an event. */
  readonly event: number | undefined;
  /** The name of one of its payloads. */
  readonly field: string | undefined;
  readonly select: (event: number | undefined, field?: string) => void;
}

/** Returns the event that the address names, as `event=17` or `#17`. */
export function useSelection(): Selection {
  const { query, set } = usePageUrl();
  const select = (event: number | undefined, field?: string) => set({ event, field }, 'replace');
  useEffect(() => {
    const follow = () => {
      const [, id] = /^#(\d+)$/.exec(location.hash) ?? [];
      if (id !== undefined) set({ tab: 'events', event: id, field: undefined }, 'replace');
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const event = Number(query['event']);
  return { event: Number.isSafeInteger(event) && event > 0 ? event : undefined, field: query['field'], select };
}
