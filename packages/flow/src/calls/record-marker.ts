import { MarkerDecision } from '@swf/decisions';
import { DecisionFailedError } from '../errors/index.js';
import type { Run } from '../turns/run.js';
import { callSite } from './call-site.js';
import { causeOf } from './refusal.js';

/** Calls for a marker; the run fails if SWF refuses it. */
export function recordMarker(run: Run, markerName: string, details: string | undefined, what: string): void {
  const decision = () => MarkerDecision.record({ markerName, details });
  run.call({ kind: 'marker', id: markerName, what, at: callSite(run), decision }, (event) => {
    run.fail(new DecisionFailedError(what, causeOf(event), event.id));
  });
}
