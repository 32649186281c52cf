import type { EntityType } from '@swf/history';
import { timeOf } from '../../event-time.js';
import type { TypeFact } from '../facts.js';
import type { FindingCode } from '../finding.js';
import { attemptOf, keyOf, type Refusal, recentRefusals } from '../refusals.js';
import type { Draft, Rule } from '../rule.js';
import { counted } from '../sentences.js';
import { isQuiet, type NamedType, type Situation, typeFactOf } from '../situation.js';

/** Returns the rule for the refusals of that code. */
export function refusalRule(code: FindingCode): Rule {
  return {
    code,
    appliesTo: 'open',
    find: (situation) =>
      recentRefusals(situation)
        .filter((refusal) => refusal.code === code)
        .map((refusal) => draftOf(situation, refusal)),
  };
}

function draftOf(situation: Situation, refusal: Refusal): Draft {
  const { events, word, cause } = refusal;
  const latest = events.at(-1) as Refusal['events'][number];
  const isDeciding = situation.state.decisionTasks.open().length > 0;
  const isRoutine = word === 'UNHANDLED_DECISION' && isDeciding;
  const others = events.length - 1;
  const type = typeOf(situation, latest.attributes);
  const isRemedied = type?.status === 'REGISTERED' && /_(DOES_NOT_EXIST|DEPRECATED)$/.test(word);
  const message = (latest.attributes as { readonly message?: string }).message;
  return {
    severity: isQuiet(situation) ? 'blocked' : isRoutine ? 'info' : 'warning',
    // A history that begins later may hide something that is open.
    certainty: isQuiet(situation) && !situation.isWhole ? 'inferred' : 'fact',
    subject: { type: latest.type as EntityType, id: keyOf(situation, latest.attributes) },
    since: timeOf(latest),
    message: `SWF ${attemptOf(situation, latest)}: ${cause.words}`,
    details: [
      `cause ${word}${message ? `: ${message}` : ''}`,
      ...(others > 0 ? [`${counted(others, 'other decision')} with the same cause`] : []),
      ...(type === undefined ? [] : [`${type.name}@${type.version} is ${statusOf(type)} now`]),
      ...(isDeciding ? ['a decision task is open, in which the decider can react'] : []),
      ...(isQuiet(situation) ? ['nothing else is open, and the decider has not reacted'] : []),
    ],
    evidence: events.map(({ id }) => id),
    hint: isRoutine ? undefined : isRemedied ? 'let the decider make the decision again' : cause.remedy,
  };
}

/** Returns what is known of the type by now. */
function typeOf(situation: Situation, attributes: object): TypeFact | undefined {
  const { activityType, workflowType } = attributes as Readonly<Record<string, NamedType | undefined>>;
  return activityType
    ? typeFactOf(situation, 'activity', activityType)
    : typeFactOf(situation, 'workflow', workflowType);
}

function statusOf({ status }: TypeFact): string {
  return status === 'MISSING' ? 'not registered' : status.toLowerCase();
}
