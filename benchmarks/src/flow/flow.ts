import type { Outcome, Row } from '../harness/row.js';
import { deciderRows } from './deciders.js';
import { playRows } from './plays.js';
import { replayRows } from './replays.js';
import { residentRows } from './residents.js';
import { sizeRows } from './sizes.js';

/** Measures replays of workflow functions, turns of runs in memory, and the size of the package. */
export async function measureFlow(): Promise<Outcome> {
  const rows: Row[] = [];
  for (const measure of [replayRows, residentRows, playRows, deciderRows, sizeRows]) rows.push(...(await measure()));
  return { title: 'Workflows as functions (@swf/flow)', baseline: 'the row above', rows };
}
