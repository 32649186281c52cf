import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type RelatedExecution, redact, relations } from '@swf/explain';
import { type History, HistoryQuerySet } from '@swf/history';
import { factReader } from '../histories/facts.js';
import { noteDropped } from '../histories/selection.js';
import { findRun, type SourceOptions } from '../histories/source.js';
import { writing } from '../output/files.js';
import { jsonText, visible } from '../output/untrusted.js';
import { note, type Shell, write } from '../shell.js';
import { domainOf } from '../target/target.js';
import type { Invocation } from '../tree/command.js';

interface DumpOptions extends SourceOptions {
  readonly children?: boolean;
  readonly dir?: string;
  readonly gzip?: boolean;
  readonly redact?: boolean;
}

/** Writes SWF's own JSON of a run: to stdout, or to a file of each run in a folder. */
export async function dump({ shell, arguments: args, options }: Invocation<DumpOptions>): Promise<undefined> {
  const { target, execution } = await findRun(shell, args[0] ?? '', options);
  const facts = await factReader(shell, target);
  const folder = options.dir ?? (options.children || options.gzip ? '.' : undefined);
  const dumpRun = async (run: RelatedExecution, history: History): Promise<void> => {
    const content = jsonOf(run, history, options);
    if (folder === undefined) await write(shell.stdout, content);
    else await writeDump(shell, folder, run, content, options);
    if (!options.children) return;
    for (const child of relations(history).children) {
      for await (const { history: ofChild, ...childRun } of facts.childRuns(run, child)) {
        if (ofChild) await dumpRun(childRun, ofChild);
        else await noteDropped(shell, childRun);
      }
    }
  };
  const { workflowId, runId } = execution;
  const histories = new HistoryQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  await dumpRun({ workflowId, runId }, await histories.get(execution));
}

/** Events do not name their run: both are written as an answer of PollForDecisionTask has them. */
function jsonOf({ workflowId, runId }: RelatedExecution, history: History, options: DumpOptions): string {
  const raw = history.events.map((event) => event.raw);
  const events = options.redact ? raw.map(redact) : raw;
  return `${jsonText({ workflowExecution: { workflowId, runId }, events }, 2)}\n`;
}

async function writeDump(
  shell: Shell,
  folder: string,
  { workflowId, runId = '' }: RelatedExecution,
  content: string,
  { gzip }: DumpOptions,
): Promise<void> {
  const path = join(folder, `${fileName(workflowId, runId)}.json${gzip ? '.gz' : ''}`);
  await writing('--dir', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(path, gzip ? gzipSync(content) : content, { mode: 0o600 });
  });
  await note(shell, `wrote ${visible(path)}\n`);
}

// File systems take names of 255 bytes, and the run id, which tells runs apart, is never cut.
const LONGEST_ID = 100;

function fileName(workflowId: string, runId: string): string {
  return `${escaped(workflowId).slice(0, LONGEST_ID)}-${escaped(runId)}`;
}

/** Ids may hold what means something in a path. */
function escaped(id: string): string {
  return encodeURIComponent(id).replaceAll('.', '%2E').replaceAll('*', '%2A');
}
