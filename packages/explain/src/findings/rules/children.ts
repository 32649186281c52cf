import type { CompiledChildWorkflowExecution } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { type Finding, type Severity, severities } from '../finding.js';
import type { Draft, Rule } from '../rule.js';
import { listed } from '../sentences.js';
import { NORMAL_WAIT, type Situation, secondsSince } from '../situation.js';
import { refusalRule } from './refused-decisions.js';

/** A child is open; its own findings say why it waits. */
export const childBlocks: Rule = {
  code: 'CHILD_BLOCKS',
  appliesTo: 'open',
  find: (situation) => {
    const open = situation.state.childWorkflowExecutions.open().filter(({ startedEventId }) => startedEventId !== 0);
    return grouped(situation, open).map((children) => draftOf(situation, children));
  },
};

/** SWF refused to start a child, or has not started it. */
export const childMissing: Rule = {
  code: 'CHILD_MISSING',
  appliesTo: 'open',
  find: (situation) => [
    ...refusalRule('CHILD_MISSING').find(situation),
    ...situation.state.childWorkflowExecutions.open().flatMap((child) => {
      const waited = secondsSince(situation, child.initiatedAt);
      return child.startedEventId !== 0 || waited === undefined ? [] : [missingDraft(child, waited)];
    }),
  ],
};

type Children = readonly [CompiledChildWorkflowExecution, ...CompiledChildWorkflowExecution[]];

/** Returns the children by what is found about them: many that wait for the same are one finding. */
function grouped(situation: Situation, children: readonly CompiledChildWorkflowExecution[]): readonly Children[] {
  const groups = new Map<string, [CompiledChildWorkflowExecution, ...CompiledChildWorkflowExecution[]]>();
  for (const child of children) {
    const findings = findingsOf(situation, child);
    const key = JSON.stringify([findings?.map(({ code, severity, message }) => [code, severity, message])]);
    const group = groups.get(key);
    if (group) group.push(child);
    else groups.set(key, [child]);
  }
  return [...groups.values()];
}

function findingsOf(
  { facts }: Situation,
  { workflowId }: CompiledChildWorkflowExecution,
): readonly Finding[] | undefined {
  return facts.children?.find((child) => child.workflowId === workflowId)?.findings;
}

function draftOf(situation: Situation, children: Children): Draft {
  const [oldest] = children;
  const isOne = children.length === 1;
  const findings = findingsOf(situation, oldest);
  const severity = severityOf(findings);
  const ran = secondsSince(situation, oldest.startedAt);
  const names = listed(children.map(({ workflowId }) => workflowId));
  return {
    severity,
    certainty: findings?.[0]?.certainty ?? 'fact',
    subject: { type: 'ChildWorkflowExecution', id: oldest.workflowId },
    since: oldest.startedAt,
    message: `${isOne ? `child ${names} is` : `children ${names} are`} ${severity === 'blocked' ? 'blocked' : 'open'}`,
    details: [
      ...(ran === undefined ? [] : [`${isOne ? '' : 'the oldest was '}started ${formatDuration(ran)} ago`]),
      ...(findings?.length === 0 ? [`nothing was found that blocks ${isOne ? 'it' : 'them'}`] : []),
      ...(findings && findings.length > 0 && !isOne ? [`the findings are those of ${oldest.workflowId}`] : []),
    ],
    evidence: children.map(({ startedEventId }) => startedEventId),
    hint:
      findings !== undefined
        ? undefined
        : `find out why ${isOne ? 'the child waits, from its own history' : 'the children wait, from their own histories'}`,
    ...(findings && { findings }),
  };
}

/** A parent is as stuck as its child. What ends the child soon does not end the parent. */
function severityOf(findings: readonly Finding[] | undefined): Severity {
  const worst = severities.find((severity) => findings?.some((finding) => finding.severity === severity));
  return worst === 'soon' ? 'warning' : (worst ?? 'info');
}

function missingDraft(
  { workflowId, initiatedAt, initiatedEventId }: CompiledChildWorkflowExecution,
  waited: number,
): Draft {
  const isLong = waited >= NORMAL_WAIT;
  return {
    severity: isLong ? 'warning' : 'info',
    certainty: 'inferred',
    subject: { type: 'ChildWorkflowExecution', id: workflowId },
    since: initiatedAt,
    message: `child ${workflowId} was initiated ${formatDuration(waited)} ago and has not started`,
    details: [`SWF starts children within moments${isLong ? ': the history may be stale' : ''}`],
    evidence: [initiatedEventId],
    hint: isLong ? 'read the history again' : undefined,
  };
}
