import type { ExecutionInfo } from '../../../api/executions.js';
import { SeverityGlyph } from '../../components/severity-glyph.js';
import { reasonText } from './reason-text.js';
import { isExplained, reasonOf } from './reasons.js';

/** Why a run waits or how it closed, in one line of its row. */
export function ReasonCell({ row }: { readonly row: ExecutionInfo }) {
  if (!isExplained(row)) return <span class="secondary">–</span>;
  const reason = reasonOf(row);
  if (reason === undefined) return <span class="visually-hidden">not asked</span>;
  if (reason.state === 'asked') return <span class="secondary">…</span>;
  if (reason.state === 'failed') {
    return (
      <span class="secondary" title={reason.message}>
        not read: {reason.message}
      </span>
    );
  }
  const { finding, isTooLong } = reason.answer;
  if (!finding) {
    return <span class="secondary">{isTooLong ? 'over 1 000 events: open it to see why' : 'nothing is wrong'}</span>;
  }
  const text = reasonText(finding);
  const isInferred = finding.certainty === 'inferred';
  // Its status says that it failed.
  const isClosed = row.executionStatus === 'CLOSED';
  const isForPerson = finding.code === 'WAITS_FOR_SIGNAL';
  return (
    <span
      class={`reason is-${isClosed ? 'closed' : isForPerson ? 'person' : finding.severity}`}
      title={[...finding.details, ...(isInferred ? ['inferred: no event says so'] : [])].join('\n')}
    >
      {!isClosed && <SeverityGlyph severity={isForPerson ? 'person' : finding.severity} />}
      {!isClosed && <span class="visually-hidden">{isForPerson ? 'needs a person' : finding.severity}: </span>}
      <span class="reason-text">{text}</span>
    </span>
  );
}

/** The reason of a row for an export; undefined if it is not known. */
export function exportedReason(row: ExecutionInfo): string | undefined {
  const reason = isExplained(row) ? reasonOf(row) : undefined;
  return reason?.state === 'known' && reason.answer.finding ? reasonText(reason.answer.finding) : undefined;
}
