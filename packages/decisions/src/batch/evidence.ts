import type { Decision } from '../decision.js';

/** The event of the history that a batch's knowledge comes from. */
export interface EvidenceEvent {
  readonly id: number;
  /** SWF's event type. */
  readonly name: string;
}

/** Why a batch takes something to be open or closed: an event of the history, or a decision that it holds already. */
export type Evidence =
  | { readonly event: EvidenceEvent; readonly decision?: undefined }
  | { readonly decision: Decision; readonly index: number; readonly event?: undefined };

/** An activity task, timer, child or Lambda function of a compiled history. */
export interface Entity {
  readonly open: boolean;
  readonly state: string;
  readonly events: readonly (EvidenceEvent & { readonly state: string })[];
}

/** The event that the item began with. */
export function beginningOf({ events }: Entity): Evidence {
  return { event: events[0] as EvidenceEvent };
}

/** The event that closed the item; those that only tell of a refused request leave it as it is. */
export function endOf({ events, state }: Entity): Evidence {
  return { event: events.findLast((event) => event.state === state) as EvidenceEvent };
}

/** The words that name it in a message. Decisions are counted from 1, as in SWF's own messages. */
export function describeEvidence(evidence: Evidence): string {
  return evidence.event
    ? `event ${evidence.event.id} (${evidence.event.name})`
    : `decision ${evidence.index + 1} of this batch (${evidence.decision.type})`;
}
