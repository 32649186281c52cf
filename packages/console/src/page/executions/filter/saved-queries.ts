import { signal } from '@preact/signals';
import type { SavedQuery } from '../../../api/session.js';
import { get, request } from '../../data/api.js';
import { ProblemError } from '../../data/problem-error.js';
import { session } from '../../data/session.js';

/** The queries that every console has. */
export const builtInQueries: readonly SavedQuery[] = [
  { name: 'All', q: '' },
  { name: 'Open', q: 'status:open' },
  { name: 'Failed today', q: 'closed:failed closed-since:today' },
  { name: 'Timed out today', q: 'closed:timed_out closed-since:today' },
  { name: 'Open for a day', q: 'status:open until:1d' },
  { name: 'Continued', q: 'closed:continued_as_new' },
];

/** The user's own queries, which the command line shares. */
export const savedQueries = signal<readonly SavedQuery[]>([]);

let isLoaded = false;

/** Loads the user's queries, once. */
export async function loadQueries(): Promise<void> {
  if (isLoaded || !session.value?.features.queries) return;
  isLoaded = true;
  try {
    savedQueries.value = await get<readonly SavedQuery[]>('queries');
  } catch {
    isLoaded = false;
  }
}

/** Saves a query under a name; it replaces one of that name. */
export async function saveQuery(query: SavedQuery): Promise<void> {
  await request('PUT', 'queries', { body: query });
  savedQueries.value = [...savedQueries.value.filter(({ name }) => name !== query.name), query];
}

/** Removes a query. */
export async function removeQuery(name: string): Promise<void> {
  try {
    await request('DELETE', 'queries', { query: { name } });
  } catch (error) {
    // Another tab or the command line has removed it.
    if (!(error instanceof ProblemError && error.problem.status === 404)) throw error;
  }
  savedQueries.value = savedQueries.value.filter((each) => each.name !== name);
}
