import type { Attempts, CompiledHistory } from '@swf/history';

/** The members of a compiled history that hold entities by key. */
export const KINDS = [
  'decisionTasks',
  'activityTasks',
  'timers',
  'lambdaFunctions',
  'childWorkflowExecutions',
  'externalWorkflowExecutions',
  'markers',
  'signals',
] as const satisfies (keyof CompiledHistory)[];

/** All that a compiled history tells, as plain data. */
export function snapshot(state: CompiledHistory): unknown {
  const kinds = KINDS.map((kind) => {
    const items = state[kind] as Attempts<never, never>;
    return [kind, { size: items.size, latest: plain([...items]), all: plain(items.all()), open: plain(items.open()) }];
  });
  return plain({
    workflowExecution: state.workflowExecution,
    pendingDecisionTask: state.pendingDecisionTask,
    startedDecisionTask: state.startedDecisionTask,
    latestExecutionContext: state.latestExecutionContext,
    failedDecisions: state.failedDecisions,
    ...Object.fromEntries(kinds),
  });
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
