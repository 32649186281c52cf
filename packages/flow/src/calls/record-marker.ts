import { MarkerDecision } from '@swf/decisions';
import { DecisionFailedError } from '../errors/index.js';
import type { CallScope } from '../scopes/scope.js';
import { callSite } from './call-site.js';
import { causeOf } from './refusal.js';

/** Calls for a marker; the run fails if SWF refuses it. */
export function recordMarker(scope: CallScope, markerName: string, details: string | undefined, what: string): void {
  const { run } = scope;
  const decision = () => MarkerDecision.record({ markerName, details });
  run.call({ kind: 'marker', id: markerName, what, at: callSite(run), decision }, (event) => {
    scope.endRun(new DecisionFailedError(what, causeOf(event), event.id));
  });
}
