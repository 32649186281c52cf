import type { Rule } from './rule.js';
import { activityRuns, activityWaits, activityWithoutDeadline } from './rules/activities.js';
import { cancelUnanswered } from './rules/cancellation.js';
import { childBlocks, childMissing } from './rules/children.js';
import { closedBecause } from './rules/closed.js';
import { decisionRuns, decisionTimesOut, decisionWaits } from './rules/decisions.js';
import { executionTimeout, historyInvalid } from './rules/execution.js';
import { externalFailed } from './rules/external-executions.js';
import { lambdaCannotStart, lambdaRuns } from './rules/lambda-functions.js';
import { decidesInCircles, historyNearlyFull } from './rules/limits.js';
import { refusalRule } from './rules/refused-decisions.js';
import { noPendingWork, waitsForSignal, waitsForTimer } from './rules/waits.js';

/** One rule for each code. */
export const RULES: readonly Rule[] = [
  historyInvalid,
  closedBecause,
  decisionWaits,
  decisionTimesOut,
  decidesInCircles,
  refusalRule('LIMIT_REACHED'),
  refusalRule('THROTTLED'),
  refusalRule('DECISION_REFUSED'),
  childMissing,
  lambdaCannotStart,
  externalFailed,
  activityWaits,
  activityWithoutDeadline,
  childBlocks,
  cancelUnanswered,
  noPendingWork,
  historyNearlyFull,
  executionTimeout,
  decisionRuns,
  activityRuns,
  lambdaRuns,
  waitsForSignal,
  waitsForTimer,
];
