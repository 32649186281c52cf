import { ActivityTypeQuerySet, type TypeFilter, WorkflowTypeQuerySet } from '@swf/querysets';
import { domain } from '../catalog.js';
import { columns } from '../columns.js';
import type { Command } from './command.js';

/** Lists the types of the domain. */
export const types: Command = {
  usage: '[--status DEPRECATED]',
  async run(_operands, { status }) {
    const filter = { status } as TypeFilter;
    const rows: string[][] = [];
    for (const queryset of [new WorkflowTypeQuerySet(domain), new ActivityTypeQuerySet(domain)]) {
      for await (const { resource, status, creationDate } of queryset.filter(filter)) {
        rows.push([resource.kind, resource.name, status, creationDate?.toISOString() ?? '']);
      }
    }
    return columns(rows);
  },
};
