import { inspect } from 'node:util';
import { columns } from '../columns.js';
import { executionsOf } from '../execution-filter.js';
import type { Command } from './command.js';

/** Lists executions, or explains which requests that takes. */
export const list: Command = {
  usage:
    '[--status OPEN|CLOSED] [--close-status STATUS] [--tag TAG]... [--type NAME[@VERSION]] [--started-after TIME] [--limit N] [--explain]',
  async run(_operands, options) {
    const executions = executionsOf(options);
    if (options.explain) return inspect(executions.explain());
    const rows: string[][] = [];
    for await (const { workflowId, executionStatus, closeStatus, startTimestamp, tagList } of executions) {
      const status = closeStatus ?? executionStatus ?? '';
      rows.push([workflowId, status, startTimestamp?.toISOString() ?? '', tagList?.join(', ') ?? '']);
    }
    return columns(rows);
  },
};
