import type { FrozenBatch } from '../../../api/batches.js';
import type { RunInfo } from '../../../api/executions.js';
import { type Column, Grid } from '../../components/grid.js';

const COLUMNS: readonly Column<RunInfo>[] = [
  {
    id: 'id',
    title: 'Workflow id',
    width: 'minmax(140px, 1fr)',
    cell: ({ workflowId }) => <span class="mono">{workflowId}</span>,
  },
  {
    id: 'run',
    title: 'Run',
    width: 'minmax(120px, 1fr)',
    hideBelow: 420,
    cell: ({ runId }) => <span class="mono">{runId}</span>,
  },
];

/** The runs that a batch will change, whatever starts or closes meanwhile. */
export function FrozenList({ frozen }: { readonly frozen: FrozenBatch }) {
  return (
    <div class="frozen-list">
      <Grid
        label="Runs of the batch"
        columns={COLUMNS}
        rows={frozen.items}
        rowKey={({ runId }) => runId}
        rowCount={frozen.count}
      />
    </div>
  );
}
