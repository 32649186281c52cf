import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { summarize } from '../harness/statistics.js';

const FOLDER = fileURLToPath(new URL('../../peers/temporal/', import.meta.url));

/** A workflow, and the batches of activities in its history. */
export interface TemporalCase {
  readonly workflow: 'sequence' | 'fan';
  readonly batches: number;
  readonly activitiesEach: number;
}

/**
 * Returns the events per second of CPU that Temporal's TypeScript SDK replays; undefined if it is
 * not installed beside its program.
 */
export async function temporalRate({ workflow, batches, activitiesEach }: TemporalCase): Promise<number | undefined> {
  if (!existsSync(`${FOLDER}node_modules/@temporalio/worker`)) return undefined;
  const given = [`${FOLDER}replay.mjs`, workflow, String(batches), String(activitiesEach)];
  const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: FOLDER });
  const { events, seconds } = JSON.parse(stdout) as { readonly events: number; readonly seconds: readonly number[] };
  return events / summarize(seconds).median;
}
