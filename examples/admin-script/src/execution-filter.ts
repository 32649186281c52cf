import { type WorkflowExecutionFilter, WorkflowExecutionQuerySet } from '@swf/querysets';
import { domain } from './catalog.js';
import type { Options } from './options.js';

/** Turns options into a queryset, which rejects invalid filters by name. */
export function executionsOf(options: Options): WorkflowExecutionQuerySet {
  const { status, type, tag, 'close-status': closeStatus, 'started-after': startedAfter, limit } = options;
  const [name, version] = type?.split('@') ?? [];
  const filter = {
    status,
    closeStatus,
    tag,
    type: name === undefined ? undefined : { name, version },
    startedAfter: startedAfter === undefined ? undefined : new Date(startedAfter),
  };
  const executions = new WorkflowExecutionQuerySet(domain).filter(filter as WorkflowExecutionFilter);
  return limit === undefined ? executions : executions.limit(Number(limit));
}
