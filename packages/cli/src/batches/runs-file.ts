import { readFile } from 'node:fs/promises';
import type { Selected } from '@swf/console/changes';
import { messageOf } from '@swf/settings/errors';
import { RUN_ID, WORKFLOW_ID } from '@swf/settings/wire';
import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { readAll } from '../values/payload.js';

/**
 * Reads the runs of `--runs`, each once: lines of a workflow id, a tab and a run id, as `-o id`
 * prints them.
 *
 * @param path the file; `-` is stdin.
 * @throws `CommandError` if it cannot be read; for a line that is something else, with its number.
 */
export async function readRuns(shell: Shell, path: string): Promise<readonly Selected[]> {
  const lines = (await readText(shell, path)).split(/\r?\n/);
  const runs = new Map<string, Selected>();
  for (const [index, line] of lines.entries()) {
    if (line !== '' && !runs.has(line)) runs.set(line, parseRun(`--runs: line ${index + 1}`, line));
  }
  return [...runs.values()];
}

async function readText(shell: Shell, path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(path === '-' ? await readAll(shell) : await readFile(path));
  } catch (error) {
    throw usageError(`--runs: ${messageOf(error)}`);
  }
}

function parseRun(name: string, line: string): Selected {
  const [workflowId, runId, ...others] = line.split('\t');
  if (!workflowId || !runId || others.length > 0) {
    throw usageError(`${name} must be a workflow id, a tab and a run id, got ${JSON.stringify(line)}`);
  }
  // What SWF refuses is refused before the first request: a list is changed whole, or not at all.
  WORKFLOW_ID.check(`${name}: workflowId`, workflowId);
  RUN_ID.check(`${name}: runId`, runId);
  return { workflowId, runId };
}
