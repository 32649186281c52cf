import { formatDuration } from '@swf/history/timeline';
import type { Draft, Rule } from '../rule.js';
import { counted } from '../sentences.js';
import { after, type Situation, secondsUntil } from '../situation.js';

/** The execution times out soon. */
export const executionTimeout: Rule = { code: 'EXECUTION_TIMEOUT', appliesTo: 'open', find: findTimeout };

/** The history breaks SWF's rules. */
export const historyInvalid: Rule = { code: 'HISTORY_INVALID', appliesTo: 'all', find: findViolations };

/** In seconds. */
const SOON = 3600;
const LAST_PART = 0.1;

/** What a child policy does to the children that are open when the execution times out. */
const POLICIES: Readonly<Record<string, string>> = {
  TERMINATE: 'its open children are terminated',
  REQUEST_CANCEL: 'the cancellation of its open children is requested',
  ABANDON: 'its open children go on',
};

function findTimeout(situation: Situation): readonly Draft[] {
  const { startedAt, executionStartToCloseTimeout: timeout, childPolicy, events } = situation.state.workflowExecution;
  const deadline = after(startedAt, timeout);
  if (deadline === undefined || typeof timeout !== 'number') return [];
  const left = secondsUntil(situation, deadline);
  if (left > Math.max(SOON, timeout * LAST_PART)) return [];
  const isOver = left < 0;
  return [
    {
      severity: isOver ? 'warning' : 'soon',
      certainty: isOver ? 'inferred' : 'fact',
      subject: { type: 'WorkflowExecution', id: undefined },
      since: startedAt,
      until: deadline,
      message: isOver
        ? `the execution should have timed out ${formatDuration(-left)} ago: the history may be stale`
        : `the execution times out in ${formatDuration(left)}`,
      details: isOver ? [] : policyText(childPolicy, situation),
      evidence: events.slice(0, 1).map(({ id }) => id),
      hint: isOver ? 'read the history again' : undefined,
    },
  ];
}

function policyText(childPolicy: string | undefined, { state, isOutdated }: Situation): readonly string[] {
  const effect = childPolicy && POLICIES[childPolicy];
  if (!effect) return [];
  const hasNone = !isOutdated && state.childWorkflowExecutions.open().length === 0;
  return [`child policy ${childPolicy}: ${hasNone ? 'it has no open children now' : effect}`];
}

function findViolations({ given, history }: Situation): readonly Draft[] {
  const violations = given.verify();
  const [first] = violations;
  if (first === undefined) return [];
  const isCut = history.length < given.length;
  return [
    {
      severity: 'warning',
      certainty: 'fact',
      subject: { type: 'WorkflowExecution', id: undefined },
      since: undefined,
      message: `the history breaks SWF's rules: ${first.message}`,
      details: [
        ...violations.slice(1, 4).map(({ message }) => message),
        ...(violations.length > 4 ? [counted(violations.length - 4, 'more violation')] : []),
        ...(isCut
          ? [`the other findings are about its first ${history.length} of ${given.length} events`]
          : ['the other findings are not affected']),
      ],
      // A violation may be about an event that is missing.
      evidence: [...new Set(violations.flatMap(({ eventIds }) => eventIds))].filter((id) => given.event(id)),
      hint: 'read the history again; if it came from a file, the file is incomplete or was changed',
    },
  ];
}
