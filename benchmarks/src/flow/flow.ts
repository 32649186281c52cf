import type { Outcome } from '../harness/row.js';
import { replayRows } from './replays.js';
import { residentRows } from './residents.js';
import { sizeRows } from './sizes.js';

/** Measures replays of workflow functions, turns of runs in memory, and the size of the package. */
export async function measureFlow(): Promise<Outcome> {
  const rows = [...(await replayRows()), ...(await residentRows()), ...(await sizeRows())];
  return { title: 'Workflows as functions (@swf/flow)', baseline: 'the row above', rows };
}
