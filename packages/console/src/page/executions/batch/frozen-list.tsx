import type { FrozenRun } from '../../../api/batches.js';
import { type Column, Grid } from '../../components/grid.js';
import { RunId } from '../../components/run-id.js';
import { Status, stateOf } from '../../components/status.js';
import { RelativeTime } from '../../components/time.js';

const COLUMNS: readonly Column<FrozenRun>[] = [
  {
    id: 'id',
    title: 'Workflow id',
    width: 'minmax(140px, 1.4fr)',
    narrowWidth: 'minmax(90px, 1fr)',
    cell: ({ workflowId, runId }) => (
      <span class="mono" title={`${workflowId}, run ${runId}`}>
        {workflowId}
      </span>
    ),
  },
  {
    id: 'status',
    title: 'Status',
    width: '150px',
    narrowWidth: '94px',
    cell: (run) => <Status state={stateOf(run)} />,
  },
  {
    id: 'type',
    title: 'Type',
    width: 'minmax(110px, 1fr)',
    hideBelow: 420,
    cell: ({ workflowType }) => workflowType && `${workflowType.name}@${workflowType.version}`,
  },
  {
    id: 'started',
    title: 'Started',
    width: '100px',
    narrowWidth: '78px',
    cell: ({ startTimestamp }) => startTimestamp && <RelativeTime at={startTimestamp} />,
  },
  {
    id: 'run',
    title: 'Run',
    width: '110px',
    hideBelow: 620,
    cell: ({ runId }) => <RunId runId={runId} />,
  },
];

/** The runs that a batch will change, whatever starts or closes meanwhile. */
export function FrozenList({ runs }: { readonly runs: readonly FrozenRun[] }) {
  return (
    <div class="frozen-list">
      <Grid label="Runs of the batch" columns={COLUMNS} rows={runs} rowKey={({ runId }) => runId} />
    </div>
  );
}
