import { StatusGlyph } from '../../components/status.js';
import type { TimelineRow } from '../../worker/protocol.js';
import { glyphOf, nounOf } from '../words.js';

/** The label of a row, with the state of its latest attempt. */
export function RowLabel({ row: { entity, label, bars } }: { readonly row: TimelineRow }) {
  const latest = bars.at(-1);
  const isOne = entity === 'WorkflowExecution' || entity === 'DecisionTask';
  return (
    <span class="status timeline-label" title={isOne ? label : `${nounOf(entity)} ${label}`}>
      <StatusGlyph state={glyphOf(latest?.state ?? '')} />
      <span class="truncate">{label === '' ? nounOf(entity) : label}</span>
      {bars.length > 1 && <span class="tab-count">{bars.length}</span>}
    </span>
  );
}
