import { workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import type { HistoryBuilder } from '@swf/history/builder';

/** A workflow that is that function. */
export const calling = (run: () => Promise<unknown>) => workflow('calling', '1.0', {}, run);

/**
 * Replays a run up to its next decision task. If nothing else schedules one, a signal does that
 * nobody reads.
 */
export function replayed(call: () => Promise<unknown>, run: HistoryBuilder) {
  if (run.build().compile().pendingDecisionTask === undefined) run.workflowExecutionSignaled('other');
  return replayFlow(calling(call), run.decisionTaskStarted().build());
}
