import type { ExecutionInfo } from '../../../api/executions.js';
import { counted, zoneText } from '../../components/format.js';
import { type Column, Grid } from '../../components/grid.js';
import { monoTrack } from '../../components/grid-window.js';
import { now } from '../../data/clock.js';
import { usePageUrl } from '../../data/page-url.js';
import { listsClosed } from '../filter/filter-text.js';
import { chosenColumns, columnsNamed } from './columns.js';
import type { ExecutionList } from './execution-list.js';
import { GridEnd } from './grid-end.js';
import { extended, isSelected, toggled, toggledAll } from './selection.js';

/** The rows of a list of executions. */
export function ExecutionGrid({ list }: { readonly list: ExecutionList }) {
  const { href, open } = usePageUrl();
  const { rows, gone, nextPage } = list.state.value;
  const selection = list.selection.value;
  const hrefOf = ({ workflowId, runId }: ExecutionInfo) =>
    href('/execution', { domain: list.domain, id: workflowId, run: runId });
  const toggle = (row: ExecutionInfo, isRange: boolean) => {
    list.selection.value = (isRange ? extended : toggled)(selection, row, rows);
  };
  const areAll = rows.length > 0 && rows.every((row) => isSelected(selection, row));
  const hasRest = nextPage !== undefined && selection.kind !== 'matching';
  const areSome = rows.some((row) => isSelected(selection, row));
  const columns: readonly Column<ExecutionInfo>[] = [
    {
      id: 'select',
      title: (
        <input
          type="checkbox"
          aria-label="Select all rows"
          title={hasRest ? `The ${counted(rows.length, 'row')} read so far` : undefined}
          checked={areAll}
          indeterminate={areAll ? hasRest : areSome}
          onChange={() => {
            list.selection.value = toggledAll(selection, rows);
          }}
        />
      ),
      width: '30px',
      cell: (row) => (
        <input
          type="checkbox"
          aria-label={`Select ${row.workflowId}`}
          tabIndex={-1}
          checked={isSelected(selection, row)}
          onClick={(event) => toggle(row, event.shiftKey)}
        />
      ),
    },
    {
      id: 'id',
      title: 'Workflow id',
      width: monoTrack(rows, ({ workflowId }) => workflowId),
      narrowWidth: 'minmax(96px, 1fr)',
      cell: (row) => (
        <a class="mono row-link" href={hrefOf(row)} tabIndex={-1} title={row.workflowId}>
          {row.workflowId}
        </a>
      ),
    },
    ...columnsNamed(shownColumns(list.q)).map(({ cell, outdated, title, ...column }) => ({
      ...column,
      title: column.id === 'closed' ? <ClosedTitle title={title} /> : title,
      cell: (row: ExecutionInfo, index: number) =>
        outdated !== undefined && gone.has(row.runId) ? outdated : cell(row, index),
    })),
  ];
  return (
    <Grid
      label="Executions"
      columns={columns}
      rows={rows}
      rowKey={({ runId }) => runId}
      rowCount={nextPage === undefined ? rows.length : -1}
      memory={list.memory}
      reveal={list.revealed.value}
      onOpen={(row) => open(hrefOf(row))}
      onRowKey={(row, event) => {
        if (event.key !== ' ' && event.key !== 'x') return false;
        toggle(row, event.shiftKey);
        return true;
      }}
      onEnd={list.readMore}
      onView={(inView) => {
        list.inView.value = inView;
      }}
      isSelected={(row) => isSelected(selection, row)}
      rowClass={({ runId }) => (gone.has(runId) ? 'is-gone' : '')}
    >
      <GridEnd list={list} />
    </Grid>
  );
}

/** A list of closed executions says when they closed, in place of their start unless both are chosen. */
function shownColumns(q: string): readonly string[] {
  const chosen = chosenColumns.value;
  if (chosen.includes('closed') || !listsClosed(q)) return chosen;
  return chosen.includes('started')
    ? chosen.map((id) => (id === 'started' ? 'closed' : id))
    : chosen.toSpliced(1, 0, 'closed');
}

/** Names the zone of the times below it, where they are times and not ages. */
function ClosedTitle({ title }: { readonly title: string }) {
  return (
    <>
      {title}
      <span class="if-wide">, {zoneText(now.peek())}</span>
    </>
  );
}
