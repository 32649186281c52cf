import type { RelatedExecution } from '@swf/explain';
import { usePageUrl } from '../data/page-url.js';

/** The id of an execution; a link, unless the history is that of a file. */
export function ExecutionLink({
  execution: { workflowId, runId },
  isLinked,
}: {
  readonly execution: RelatedExecution;
  readonly isLinked: boolean;
}) {
  const { href } = usePageUrl();
  if (!isLinked) return <span title={runId}>{workflowId}</span>;
  return (
    <a href={href('/execution', { id: workflowId, run: runId })} title={runId}>
      {workflowId}
    </a>
  );
}
