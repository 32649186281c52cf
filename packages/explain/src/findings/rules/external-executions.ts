import type { CompiledExternalWorkflowExecution } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import type { Draft, Rule } from '../rule.js';
import { quoted } from '../sentences.js';
import { NORMAL_WAIT, secondsSince } from '../situation.js';
import { refusalRule } from './refused-decisions.js';

/** A signal or cancel request did not reach its execution, or has not yet. */
export const externalFailed: Rule = {
  code: 'EXTERNAL_FAILED',
  appliesTo: 'open',
  find: (situation) => [
    ...refusalRule('EXTERNAL_FAILED').find(situation),
    ...situation.state.externalWorkflowExecutions.open().flatMap((sent) => {
      const waited = secondsSince(situation, sent.initiatedAt);
      return waited === undefined ? [] : [sentDraft(sent, waited)];
    }),
  ],
};

function sentDraft(
  { workflowId, signalName, initiatedAt, initiatedEventId }: CompiledExternalWorkflowExecution,
  waited: number,
): Draft {
  const isLong = waited >= NORMAL_WAIT;
  const what = signalName === undefined ? 'the cancel request' : `the signal ${quoted(signalName)}`;
  return {
    severity: isLong ? 'warning' : 'info',
    certainty: 'inferred',
    subject: { type: 'ExternalWorkflowExecution', id: workflowId },
    since: initiatedAt,
    message: `${what} to ${workflowId} was sent ${formatDuration(waited)} ago and has not arrived`,
    details: [`SWF delivers within moments${isLong ? ': the history may be stale' : ''}`],
    evidence: [initiatedEventId],
    hint: isLong ? 'read the history again' : undefined,
  };
}
