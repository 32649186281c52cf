import type { AnyEvent, EntityType } from '@swf/history';
import type { CompiledAttempt, OpenHistory } from './open-history.js';
import type { Attempt, Attempts, PayloadText } from './protocol.js';
import { subjectOf } from './subject.js';

/** The entities that begin, last and close: what else there is happens at once. */
const LASTING: readonly EntityType[] = [
  'DecisionTask',
  'ActivityTask',
  'Timer',
  'LambdaFunction',
  'ChildWorkflowExecution',
  'ExternalWorkflowExecution',
];

/** Those that wait until a worker, decider or child starts them. */
const STARTED: readonly EntityType[] = ['DecisionTask', 'ActivityTask', 'LambdaFunction', 'ChildWorkflowExecution'];

const PAYLOADS = ['input', 'control', 'result', 'details', 'executionContext'] as const;

/** The attempts that are sent at once, around the one in question. */
const MOST = 50;
const LONGEST_OUTCOME = 120;

/** Returns the attempt that an event is of, beside the others of its label; undefined if it is of none. */
export function attemptsBeside(open: OpenHistory, event: AnyEvent): Attempts | undefined {
  const own = open.compiledOf(event);
  if (own === undefined || !LASTING.includes(own.type)) return undefined;
  const subject = subjectOf(own.events);
  const all = open.compiled.filter(({ type, events }) => type === own.type && subjectOf(events) === subject);
  const index = all.indexOf(own);
  const from = Math.max(0, Math.min(index - MOST / 2, all.length - MOST));
  const shown = own.type === 'DecisionTask' ? [own] : all.slice(from, from + MOST);
  return {
    own: attemptOf(own, index + 1),
    all: shown.map((each) => attemptOf(each, all.indexOf(each) + 1)),
    count: all.length,
    payloads: payloadsOf(own.events),
  };
}

function attemptOf({ type, state, open, events, startedAt, closedAt }: CompiledAttempt, attempt: number): Attempt {
  const [first] = events;
  const result = textIn(events, 'result');
  const reason = reasonIn(events);
  return {
    attempt,
    state,
    isOpen: open,
    eventId: first?.id ?? 0,
    scheduledAt: first?.timestamp,
    startedAt: STARTED.includes(type) ? startedAt : undefined,
    closedAt: open ? undefined : closedAt,
    worker: textIn(events, 'identity'),
    taskList: nameIn(events, 'taskList'),
    reason,
    outcome: [reason, textIn(events.slice(1), 'details'), result]
      .filter((part) => part !== undefined)
      .join(' ')
      .slice(0, LONGEST_OUTCOME),
  };
}

/** Returns why an attempt did not succeed: the reason given, the cause, or which timeout it was. */
function reasonIn(events: readonly AnyEvent[]): string | undefined {
  const later = events.slice(1);
  return textIn(later, 'reason') ?? textIn(events, 'cause') ?? textIn(later, 'timeoutType');
}

function payloadsOf(events: readonly AnyEvent[]): readonly PayloadText[] {
  return events.flatMap((event) =>
    PAYLOADS.flatMap((field) => {
      const text = textIn([event], field);
      return text === undefined ? [] : [{ eventId: event.id, field, text }];
    }),
  );
}

/** Returns the last text under a name among the attributes of events. */
function textIn(events: readonly AnyEvent[], name: string): string | undefined {
  const value = valueIn(events, name);
  return typeof value === 'string' ? value : undefined;
}

function nameIn(events: readonly AnyEvent[], name: string): string | undefined {
  const value = (valueIn(events, name) as { readonly name?: unknown } | undefined)?.name;
  return typeof value === 'string' ? value : undefined;
}

function valueIn(events: readonly AnyEvent[], name: string): unknown {
  const holder = events.findLast(({ attributes }) => (attributes as Record<string, unknown>)[name] !== undefined);
  return (holder?.attributes as Record<string, unknown> | undefined)?.[name];
}
