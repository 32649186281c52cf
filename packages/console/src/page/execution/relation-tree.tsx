import { useState } from 'preact/hooks';
import type { RelationNode } from '../../api/execution.js';
import { Notice } from '../components/notices.js';
import { StatusGlyph } from '../components/status.js';
import { get } from '../data/api.js';
import { usePageUrl } from '../data/page-url.js';
import { useRequest } from '../data/use-request.js';
import type { RunContext } from './run-context.js';

/** The children of a run, read when they are unfolded: each run costs one request. */
export function RelationTree({ run }: { readonly run: RunContext }) {
  const [isOpen, setOpen] = useState(false);
  const { domain, workflowId, runId } = run;
  const { href } = usePageUrl();
  const { data, error, isLoading } = useRequest(isOpen ? `${domain} ${workflowId} ${runId}` : undefined, (signal) =>
    get<RelationNode>('execution/relations', { domain, id: workflowId, run: runId }, signal),
  );
  return (
    <div class="relation-tree">
      <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? '▾' : '▸'} children of {workflowId}
      </button>
      {isOpen && isLoading && <p class="secondary">Reading…</p>}
      {error && <Notice tone="failed">{error.message}</Notice>}
      {data && data.children.length === 0 && <p class="secondary">It has no children.</p>}
      {data && data.children.length > 0 && (
        <ul>
          {data.children.map((child) => (
            <li key={child.runId || child.workflowId}>
              <span class="status">
                <StatusGlyph state={child.open ? 'open' : 'waiting'} />
                <a href={href('/execution', { id: child.workflowId, run: child.runId })}>{child.workflowId}</a>
                <span class="secondary">
                  {[child.workflowType, child.open ? 'open' : 'closed'].filter((part) => part !== undefined).join(', ')}
                </span>
              </span>
              {child.runId !== '' && (
                <RelationTree run={{ domain, workflowId: child.workflowId, runId: child.runId }} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
