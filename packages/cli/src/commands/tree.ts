import type { FactReader } from '@swf/console/facts';
import { relations } from '@swf/explain';
import { type History, HistoryQuerySet } from '@swf/history';
import { UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import { factReader } from '../histories/facts.js';
import { findRun, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { domainOf } from '../target/target.js';
import type { Invocation } from '../tree/command.js';
import { typeName } from '../views/execution.js';

interface TreeOptions extends SourceOptions, OutputOptions {
  readonly up?: boolean;
  readonly down?: boolean;
  readonly runs?: boolean;
  readonly depth: number;
}

const VIEW: View = {
  fields: ['relation', 'depth', 'workflowId', 'runId', 'type', 'state'],
  columns: [
    { heading: 'WORKFLOW ID', value: ({ depth, workflowId }) => `${'  '.repeat(Number(depth))}${workflowId}` },
    { heading: 'RELATION', value: ({ relation }) => relation },
    { heading: 'TYPE', value: ({ type }) => type },
    { heading: 'STATE', value: ({ state }) => String(state ?? '').replaceAll('_', ' ') },
    { heading: 'RUN ID', value: ({ runId }) => runId },
  ],
  id: ['workflowId', 'runId'],
};

interface Ref {
  readonly workflowId: string;
  readonly runId?: string | undefined;
}

/** Shows the parents, children and other runs of an execution: a request for each. */
export async function tree({ shell, arguments: args, options }: Invocation<TreeOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const { target, execution } = await findRun(shell, args[0] ?? '', options);
  const histories = new HistoryQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  const read = (ref: Ref) => undefinedOn(UnknownInDomain, histories.get(ref));
  // With none of the three, all of them.
  const isAll = !options.up && !options.down && !options.runs;
  const self = await histories.get(execution);
  const above = isAll || options.up ? await parents(self, read, options.depth) : [];
  const depth = above.length;
  const rows: Row[] = above.map((row, index) => ({ ...row, depth: index }));
  const ref = { workflowId: execution.workflowId, runId: execution.runId };
  if (isAll || options.runs)
    rows.push(...(await earlier(ref, self, read, options.depth)).map((row) => ({ ...row, depth })));
  rows.push({ ...describe('this run', ref, self), depth });
  if (isAll || options.down) {
    const facts = await factReader(shell, target);
    for (const row of await children(ref, self, facts, options.depth, depth + 1)) rows.push(row);
  }
  if (isAll || options.runs)
    rows.push(...(await later(ref, self, read, options.depth)).map((row) => ({ ...row, depth })));
  await printRows(shell, options, VIEW, rows);
}

type Read = (ref: Ref) => Promise<History | undefined>;

async function parents(self: History, read: Read, most: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let parent = relations(self).parent;
  while (parent !== undefined && rows.length < most) {
    const history = await read(parent);
    rows.unshift(describe('parent', parent, history));
    parent = history && relations(history).parent;
  }
  return rows;
}

/**
 * Returns the children, each with its latest run if it has continued as new; the last generation is
 * not read.
 */
async function children(
  ref: Ref,
  self: History,
  facts: FactReader,
  most: number,
  depth: number,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const child of relations(self).children) {
    const { workflowId, runId, workflowType, state } = child;
    const row = { relation: 'child', depth, workflowId, runId, type: typeName(workflowType), state };
    rows.push(row);
    if (most <= 1) continue;
    for await (const run of facts.childRuns(ref, child)) {
      if (run.runId !== runId) {
        row.state = 'continued_as_new';
        rows.push({ ...describe('later run', run, run.history), depth });
      }
      if (!run.history) continue;
      for (const below of await children(run, run.history, facts, most - 1, depth + 1)) rows.push(below);
    }
  }
  return rows;
}

async function earlier(ref: Ref, self: History, read: Read, most: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let runId = relations(self).continuedExecutionRunId;
  while (runId !== undefined && rows.length < most) {
    const history = await read({ ...ref, runId });
    rows.unshift(describe('earlier run', { ...ref, runId }, history));
    runId = history && relations(history).continuedExecutionRunId;
  }
  return rows;
}

async function later(ref: Ref, self: History, read: Read, most: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let runId = relations(self).newExecutionRunId;
  while (runId !== undefined && rows.length < most) {
    const history = await read({ ...ref, runId });
    rows.push(describe('later run', { ...ref, runId }, history));
    runId = history && relations(history).newExecutionRunId;
  }
  return rows;
}

/** A run that SWF has dropped after its retention period is known by its ids alone. */
function describe(relation: string, { workflowId, runId }: Ref, history: History | undefined): Row {
  const execution = history?.validPrefix.compile().workflowExecution;
  return { relation, workflowId, runId, type: typeName(execution?.workflowType), state: execution?.state ?? 'dropped' };
}
