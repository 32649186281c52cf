import type { Decision } from '../decision.js';

/** The event of the history that a batch's knowledge comes from. */
export interface EvidenceEvent {
  readonly id: number;
  readonly name: string;
}

/** Why a batch takes something to be open or closed: an event of the history, or a decision it holds already. */
export type Evidence =
  | { readonly event: EvidenceEvent; readonly decision?: undefined }
  | { readonly decision: Decision; readonly index: number; readonly event?: undefined };

/** The words that name it in a message. Decisions are counted from 1, as in SWF's own messages. */
export function describeEvidence(evidence: Evidence): string {
  return evidence.event
    ? `event ${evidence.event.id} (${evidence.event.name})`
    : `decision ${evidence.index + 1} of this batch (${evidence.decision.type})`;
}
