import { checkActivityTasks } from './activity-tasks.js';
import { checkDecisionTasks } from './decision-tasks.js';
import { type AnsweredEvent, readEvent } from './event.js';
import { checkLambdaFunctions } from './lambda-functions.js';
import { checkChildren, checkDeliveries } from './other-executions.js';
import { Report } from './report.js';
import { checkAttributes, checkExecution, checkSequence } from './sequence.js';
import { checkTimers } from './timers.js';
import { checkTransactions } from './transactions.js';

const RULES = [
  checkSequence,
  checkAttributes,
  checkExecution,
  checkDecisionTasks,
  checkTransactions,
  checkActivityTasks,
  checkTimers,
  checkChildren,
  checkDeliveries,
  checkLambdaFunctions,
];

/**
 * What in a history, whole or cut after any transaction, SWF could not have written; empty when all
 * is well.
 */
export function brokenRules(history: readonly AnsweredEvent[]): readonly string[] {
  const events = history.map(readEvent);
  const report = new Report();
  if (events.length > 0) for (const rule of RULES) rule(events, report);
  return report.violations;
}
