import { StatusGlyph } from '../../components/status.js';
import type { TimelineRow } from '../../worker/protocol.js';
import { glyphOf, nounOf, wordsOf } from '../words.js';

/** The label of a row, with the state of its latest attempt, and which one that is. */
export function RowLabel({ row }: { readonly row: TimelineRow }) {
  const { entity, label, bars } = row;
  const latest = bars.at(-1);
  const failed = bars.filter(({ mark }) => mark === 'failed').length;
  return (
    <span class="status timeline-label" title={titleOf(row)}>
      <StatusGlyph state={glyphOf(latest?.state ?? '')} />
      <span class="truncate">{label === '' ? nounOf(entity) : label}</span>
      {latest && bars.length > 1 && (
        <span class="tab-count">{latest.attempt > 1 ? `#${latest.attempt}` : bars.length}</span>
      )}
      {failed > 0 && bars.length > 1 && <span class="row-failures">{failed} failed</span>}
    </span>
  );
}

/** Says whose state the glyph shows: earlier attempts may have had another. */
function titleOf({ entity, label, bars }: TimelineRow): string {
  const name = entity === 'WorkflowExecution' || entity === 'DecisionTask' ? label : `${nounOf(entity)} ${label}`;
  const latest = bars.at(-1);
  return latest && latest.attempt > 1 ? `${name}: attempt ${latest.attempt} ${wordsOf(latest.state)}` : name;
}
