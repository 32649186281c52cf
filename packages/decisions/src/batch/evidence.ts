import type { Decision } from '../decision.js';

/** An event of the history that a refusal refers to. */
export interface EvidenceEvent {
  readonly id: number;
  /** SWF's event type. */
  readonly name: string;
}

/**
 * What a refused decision conflicts with: an event of the history, or an earlier decision of the
 * batch.
 */
export type Evidence =
  | { readonly event: EvidenceEvent; readonly decision?: undefined }
  | { readonly decision: Decision; readonly index: number; readonly event?: undefined };

/** An activity task, timer, child or Lambda function of a compiled history. */
export interface Entity {
  readonly open: boolean;
  readonly state: string;
  readonly events: readonly (EvidenceEvent & { readonly state: string })[];
}

/** Returns the first event of the entity. */
export function beginningOf({ events }: Entity): Evidence {
  return { event: events[0] as EvidenceEvent };
}

/** Whether SWF took the attempt; one that it refused leaves its id as it was. */
export function wasOpened({ state }: Entity): boolean {
  return state !== 'schedule_failed' && state !== 'start_failed';
}

/** Returns the event that closed the entity. */
export function endOf({ events, state }: Entity): Evidence {
  return { event: events.findLast((event) => event.state === state) as EvidenceEvent };
}

/** Names it in a message. Decisions are counted from 1, as in SWF's own messages. */
export function describeEvidence(evidence: Evidence): string {
  return evidence.event
    ? `event ${evidence.event.id} (${evidence.event.name})`
    : `decision ${evidence.index + 1} of this batch (${evidence.decision.type})`;
}
