import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { History, type WorkflowExecutionRef } from '@swf/history';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import { visible } from '../output/untrusted.js';
import type { Shell } from '../shell.js';
import { decodeText, readAll } from '../values/payload.js';

/** A history, and the run that it is of. */
export interface Dump {
  readonly history: History;
  /**
   * The ids of the run; undefined if a file does not name it. Events do not: an answer of
   * PollForDecisionTask does, and so does a file of `swf dump`.
   */
  readonly execution: WorkflowExecutionRef | undefined;
}

/** Returns what is to be known of files that name no run, if a replay of them fails. */
export function noRunNamed(files: readonly string[]): string {
  return visible(
    `${files.join(', ')}: no run is named, on whose ids random() and the default ids of children depend; a file of "swf dump" names it, as "workflowExecution":{"workflowId":"...","runId":"..."}`,
  );
}

/**
 * Reads a dumped history: JSON of SWF, the AWS CLI or any SDK, lines of JSON, and either of them
 * compressed with gzip. `-` is stdin.
 *
 * @throws `CommandError` if it is none of these.
 */
export async function readDump(shell: Shell, path: string): Promise<Dump> {
  const text = await readText(shell, path);
  let history: History;
  try {
    history = History.parse(text);
  } catch (error) {
    throw usageError(`${path} is not a history: ${messageOf(error)}`);
  }
  // Every run has its start: a dump without events has failed.
  if (history.length === 0) throw usageError(`${path} is not a history: it has no events`);
  return { history, execution: executionIn(text) };
}

/** Returns the run that a text names; undefined for lines of JSON, which are events. */
function executionIn(text: string): WorkflowExecutionRef | undefined {
  try {
    const { workflowExecution } = JSON.parse(withoutMark(text)) as { readonly workflowExecution?: unknown };
    const { workflowId, runId } = Object(workflowExecution) as Readonly<Record<string, unknown>>;
    return isId(workflowId) && isId(runId) ? { workflowId, runId } : undefined;
  } catch {
    return undefined;
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Editors on Windows begin files with a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

async function readText(shell: Shell, path: string): Promise<string> {
  try {
    const bytes = path === '-' ? await readAll(shell) : await readFile(path);
    // The magic number of gzip: a name says nothing certain.
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return decodeText(isCompressed ? gunzipSync(bytes) : bytes);
  } catch (error) {
    throw usageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}
