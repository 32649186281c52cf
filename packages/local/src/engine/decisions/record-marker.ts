import type { DecisionAttributes, DecisionContext } from './decision.js';

/** Records a marker; there is nothing that could speak against it. */
export function recordMarker(
  { execution, decisionTaskCompletedEventId }: DecisionContext,
  { markerName, details }: DecisionAttributes<'recordMarkerDecisionAttributes'>,
): void {
  execution.append('MarkerRecorded', { decisionTaskCompletedEventId, details, markerName });
}
