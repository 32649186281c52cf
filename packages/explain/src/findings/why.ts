import type { EntityType, History } from '@swf/history';
import { checkHistory } from '../check-history.js';
import { checkFacts, type Facts } from './facts.js';
import { type Finding, type Subject, severities } from './finding.js';
import type { Draft } from './rule.js';
import { RULES } from './rules.js';
import { type Situation, situationOf } from './situation.js';

/** What `@swf/flow` calls the kinds of entities that it waits for by the ids of their subjects. */
const KINDS: Readonly<Record<string, EntityType>> = {
  activity: 'ActivityTask',
  timer: 'Timer',
  child: 'ChildWorkflowExecution',
  lambda: 'LambdaFunction',
  signal: 'Signal',
  'signal sent': 'ExternalWorkflowExecution',
  'cancel request': 'ExternalWorkflowExecution',
};

/**
 * Returns why a run waits or has closed, the most important finding first, then the oldest.
 *
 * The history alone is enough; facts make findings more certain, and `waitingAt` names the signals
 * that a flow waits for. A damaged history is judged up to
 * the damage. Then nothing is certain, nor is it if the execution must have timed out since.
 *
 * @throws `InvalidArgumentError` if it is not a history, and for an unknown or invalid fact.
 *
 * @example
 * const [finding] = why(history, { now: new Date() });
 * if (finding?.severity === 'blocked') console.log(finding.message, finding.hint);
 */
export function why(history: History, facts: Facts): readonly Finding[] {
  const situation = situationOf(checkHistory(history), checkFacts(facts));
  const { open } = situation.state.workflowExecution;
  const rules = RULES.filter(({ appliesTo }) => appliesTo === 'all' || (appliesTo === 'open') === open);
  const findings = rules.flatMap(({ code, find }) =>
    find(situation)
      .toSorted(byAge)
      .map((draft): Finding => {
        const at = linesOf(situation, draft.subject);
        const isUncertain = situation.isOutdated && code !== 'HISTORY_INVALID';
        return Object.freeze({
          code,
          ...draft,
          ...(isUncertain && { certainty: 'inferred' as const }),
          ...(at.length > 0 && { at }),
        });
      }),
  );
  return Object.freeze(findings.sort(byImportance));
}

/** Of what is wrong, the oldest comes first: it may have caused the others. Rules come by importance. */
function byImportance(one: Finding, other: Finding): number {
  const bySeverity = severities.indexOf(one.severity) - severities.indexOf(other.severity);
  const isWrong = one.severity === 'blocked' || one.severity === 'warning';
  return isWrong && bySeverity === 0 ? byAge(one, other) : bySeverity;
}

function byAge(one: Draft, other: Draft): number {
  return startOf(one) - startOf(other);
}

function startOf({ since }: Draft): number {
  return since?.getTime() ?? 0;
}

/** Returns the source lines at which a flow waits for it; for the execution, all lines. */
function linesOf({ facts }: Situation, { type, id }: Subject): readonly string[] {
  const waiting = facts.waitingAt ?? [];
  const meant = waiting.filter((each) => type === 'WorkflowExecution' || (KINDS[each.kind] === type && each.id === id));
  return meant.flatMap(({ at }) => (at === undefined ? [] : [at]));
}
