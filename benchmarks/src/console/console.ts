import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { longHistory } from '../history/long-history.js';
import { REGISTRATION } from '../local/calls.js';
import { Load } from '../local/load.js';
import { startSwfConsole, startSwfLocal } from '../local/server-process.js';
import { growRun } from './long-run.js';
import { measureServer } from './server.js';

const MEASURE_PAGE = fileURLToPath(new URL('../../../packages/console/scripts/measure-page.mjs', import.meta.url));
const EVENTS = 24_900;

/** Measures the console's server over many executions, and its page over a long history. */
export async function measureConsole(): Promise<Outcome> {
  const rows = [...(await measureServer()), ...(await measurePage())];
  return { title: 'The console over swf-local', baseline: "SWF's own page", rows };
}

/** What the page takes, by the name of its row. */
type Measured = Readonly<Record<string, number>>;

async function measurePage(): Promise<readonly Row[]> {
  await using service = await startSwfLocal();
  const load = new Load(service.endpoint, 1);
  for (const call of REGISTRATION) await load.call(call);
  await growRun(load, EVENTS);
  load.close();
  await using console = await startSwfConsole(service.endpoint);
  const folder = mkdtempSync(join(tmpdir(), 'swf-console-'));
  try {
    const dump = join(folder, 'long.json');
    writeFileSync(dump, JSON.stringify({ events: longHistory(EVENTS) }));
    const { status, stdout, stderr } = spawnSync(process.execPath, [MEASURE_PAGE, console.endpoint, dump], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    const { run, imported } = JSON.parse(stdout) as { readonly run?: Measured; readonly imported?: Measured };
    return [...toRows('25,000 events in Chromium', run), ...toRows('import of a dump of 5.6 MB', imported)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toRows(what: string, measured: Measured | undefined): readonly Row[] {
  if (measured === undefined) return [{ case: what, subject: 'not measured', figure: 'no Chromium' }];
  return Object.entries(measured).map(([subject, seconds]) => ({
    case: what,
    subject,
    figure: formatSeconds(seconds),
  }));
}
