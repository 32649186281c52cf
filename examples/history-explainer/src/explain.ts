import type { History } from '@swf/history';
import { format } from './section.js';
import { activityTasks } from './sections/activity-tasks.js';
import { childWorkflowExecutions } from './sections/child-workflow-executions.js';
import { execution } from './sections/execution.js';
import { externalWorkflowExecutions } from './sections/external-workflow-executions.js';
import { lambdaFunctions } from './sections/lambda-functions.js';
import { markers } from './sections/markers.js';
import { refusedDecisions } from './sections/refused-decisions.js';
import { signals } from './sections/signals.js';
import { timers } from './sections/timers.js';

const SECTIONS = [
  execution,
  activityTasks,
  lambdaFunctions,
  timers,
  childWorkflowExecutions,
  signals,
  externalWorkflowExecutions,
  markers,
  refusedDecisions,
];

/** Explains a history as text, including what is wrong with it. */
export function explain(history: History): string {
  const state = history.validPrefix.compile();
  const sections = SECTIONS.map((section) => format(section, state)).filter((text) => text !== undefined);
  return [...sections, violations(history)].join('\n\n');
}

function violations(history: History): string {
  const found = history.verify();
  if (found.length === 0) return `All ${history.length} events are consistent.`;
  const explained = history.validPrefix.length;
  const isTruncated = explained < history.length;
  return [
    `Violations${isTruncated ? ` (only the first ${explained} events are explained above)` : ''}`,
    ...found.map(({ kind, message }) => `  ${kind}: ${message}`),
  ].join('\n');
}
