import { counted } from '../components/format.js';
import { toast } from '../components/toast.js';
import { preference } from '../data/preferences.js';

type Watched = Readonly<Record<string, readonly string[]>>;

/** Each list costs requests, so a page watches a limited number of them. */
const MOST_LISTS = 50;

/** The task lists that are watched, by domain. */
const watchedLists = preference<Watched>('swf.taskLists', {}, (stored) => {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const entries = Object.entries(stored).filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].every((name) => typeof name === 'string'),
  );
  return Object.fromEntries(entries);
});

/** Returns the watched lists of a domain. */
export function listsOf(domain: string): readonly string[] {
  return (Object.hasOwn(watchedLists.value, domain) ? watchedLists.value[domain] : undefined) ?? [];
}

/** Watches more lists of a domain, and says if there is no room for them. */
export function watchLists(domain: string, names: readonly string[]): void {
  const all = [...new Set([...listsOf(domain), ...names])];
  watchedLists.value = { ...watchedLists.value, [domain]: all.slice(0, MOST_LISTS) };
  const left = all.slice(MOST_LISTS);
  if (left.length === 0) return;
  const what = left.length === 1 ? left[0] : counted(left.length, 'list');
  toast(`${what} cannot be watched as well: the limit is ${MOST_LISTS} lists.`, 'failed');
}

/** Stops watching a list. */
export function unwatchList(domain: string, name: string): void {
  watchedLists.value = { ...watchedLists.value, [domain]: listsOf(domain).filter((each) => each !== name) };
}
