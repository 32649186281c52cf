import {
  type EventName,
  eventTypes,
  History,
  InconsistentStateError,
  type RawEvent,
  TransitionError,
  type ViolationKind,
} from '@swf/history';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from '../support/random-history.js';
import { recordings } from '../support/recordings.js';

type Attributes = Record<string, unknown>;

/**
 * An event that names the wrong one of two entities that are in the same state tells nothing by
 * which that could be noticed.
 */
const AMBIGUOUS: readonly EventName[] = [
  'ActivityTaskStarted',
  'ActivityTaskTimedOut',
  'ActivityTaskCanceled',
  'LambdaFunctionStarted',
  'StartLambdaFunctionFailed',
  'ExternalWorkflowExecutionSignaled',
  'ExternalWorkflowExecutionCancelRequested',
  'SignalExternalWorkflowExecutionFailed',
  'RequestCancelExternalWorkflowExecutionFailed',
  'StartChildWorkflowExecutionFailed',
];

const recorded = fc.constantFrom(...recordings).map(({ events }) => events);
const random = randomHistory(60).map((history) => history.events.map(({ raw }) => raw));
const sound = fc.oneof(recorded, random).filter((events) => events.length > 3);

const kindsIn = (events: readonly RawEvent[]) =>
  new Set(
    History.from(events)
      .verify()
      .map(({ kind }) => kind),
  );

const ORDER: readonly ViolationKind[] = ['gap', 'disorder', 'duplicate'];

function outOfOrder(ids: readonly number[]): readonly unknown[] {
  return ids.flatMap((id, index) => {
    const before = ids.slice(0, index);
    if (before.includes(id)) return [['duplicate', id]];
    const highest = Math.max(...before);
    if (index === 0 || id === highest + 1) return [];
    return [[id > highest ? 'gap' : 'disorder', id, highest]];
  });
}

function expectRefused(events: readonly RawEvent[]): void {
  let thrown: unknown;
  try {
    History.from(events).compile();
  } catch (error) {
    thrown = error;
  }
  expect(TransitionError.is(thrown) || InconsistentStateError.is(thrown)).toBe(true);
  const { eventId, eventIds, message } = thrown as TransitionError;
  expect(eventIds[0]).toBe(eventId);
  expect(message).toContain(`Event ${eventId} `);
}

describe('verify', () => {
  it('reports a dropped event as gap', () => {
    fc.assert(
      fc.property(sound, fc.nat(), (events, pick) => {
        const at = 1 + (pick % (events.length - 2));
        const mutated = events.toSpliced(at, 1);
        expect([...kindsIn(mutated)]).toContain('gap');
        const [gap] = History.from(mutated)
          .verify()
          .filter(({ kind }) => kind === 'gap');
        expect(gap?.eventIds).toEqual([at + 2, at]);
        expectRefused(mutated);
      }),
    );
  });

  it('reports a repeated event as duplicate', () => {
    fc.assert(
      fc.property(sound, fc.nat(), fc.nat(), (events, pick, place) => {
        const from = pick % events.length;
        const to = from + 1 + (place % (events.length - from));
        const mutated = events.toSpliced(to, 0, events[from] as RawEvent);
        fc.pre((mutated.at(-1)?.eventId ?? 0) >= (mutated[0]?.eventId ?? 0));
        expect([...kindsIn(mutated)]).toContain('duplicate');
        expectRefused(mutated);
      }),
    );
  });

  it('reports two swapped events as gap and disorder', () => {
    fc.assert(
      fc.property(sound, fc.nat(), fc.nat(), (events, one, other) => {
        const first = one % events.length;
        const second = other % events.length;
        fc.pre(first !== second);
        const mutated = [...events];
        [mutated[first], mutated[second]] = [events[second] as RawEvent, events[first] as RawEvent];
        const kinds = kindsIn(mutated);
        expect(kinds.has('gap') || kinds.has('disorder')).toBe(true);
        expectRefused(mutated);
      }),
    );
  });

  it('reports every id that is out of order, after the highest id before it', () => {
    const places = fc.array(fc.nat(), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(sound, places, (events, picks) => {
        const mixed = picks.map((pick) => events[pick % events.length] as RawEvent);
        const ids = mixed.map(({ eventId }) => eventId as number);
        fc.pre((ids.at(-1) ?? 0) >= (ids[0] ?? 0));
        const found = History.from(mixed)
          .verify()
          .filter(({ kind }) => ORDER.includes(kind))
          .map(({ kind, eventIds }) => [kind, ...eventIds]);
        expect(found).toEqual(outOfOrder(ids));
      }),
    );
  });

  it('reports a wrong reference as missing_event, wrong_event or forbidden_transition', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(sound, fc.nat(), fc.nat(), (events, pick, wrong) => {
        const references = events.flatMap((event, at) =>
          Object.entries(eventTypes[event.eventType as EventName].references)
            .filter(([attribute]) => Number(attributesOf(event)[attribute] ?? 0) > 0)
            .map(([attribute, expected]) => ({ at, attribute, expected })),
        );
        fc.pre(references.length > 0);
        const { at, attribute, expected } = references[pick % references.length] as (typeof references)[number];
        const named = 1 + (wrong % (events.length + 3));
        const event = events[at] as RawEvent;
        fc.pre(named !== attributesOf(event)[attribute]);
        fc.pre(events[named - 1]?.eventType !== expected || !AMBIGUOUS.includes(event.eventType as EventName));
        const mutated = events.with(at, withAttribute(event, attribute, named));
        const kinds = [...kindsIn(mutated)];
        expect(kinds.length, `${event.eventType} ${attribute} -> ${named}`).toBeGreaterThan(0);
        expectRefused(mutated);
        for (const kind of kinds) seen.add(kind);
      }),
      { numRuns: 500 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(['missing_event', 'wrong_event']));
  });

  it('reports ids in use, events after the close, a wrong first event, missing attributes and falling times', () => {
    const events = recordings.find(({ name }) => name === 'test_chain_send_result')?.events ?? [];
    const replaced = (at: number, attribute: string, value: unknown) =>
      events.with(at - 1, withAttribute(events[at - 1] as RawEvent, attribute, value));
    const { activityId } = attributesOf(events[4] as RawEvent);
    const early = events.slice(0, 5);
    expect(kindsIn([...early, { ...(early[4] as RawEvent), eventId: 6 }])).toEqual(new Set(['id_in_use']));
    expect(activityId).toBeTypeOf('string');
    expect(kindsIn([...events, { ...(events[1] as RawEvent), eventId: 18, eventTimestamp: 2e9 }])).toEqual(
      new Set(['after_close']),
    );
    expect(kindsIn([{ ...(events[1] as RawEvent), eventId: 1 }])).toEqual(new Set(['first_event']));
    expect(kindsIn(replaced(5, 'activityId', undefined))).toContain('missing_attribute');
    expect(kindsIn(replaced(7, 'scheduledEventId', undefined))).toContain('missing_attribute');
    const late = events.with(6, { ...(events[6] as RawEvent), eventTimestamp: 1 });
    expect(kindsIn(late)).toEqual(new Set(['time']));
    expect(() => History.from(late).compile()).not.toThrow();
  });
});

function keyOf({ eventType = '' }: RawEvent): string {
  return `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
}

function attributesOf(event: RawEvent): Attributes {
  return ((event as Record<string, unknown>)[keyOf(event)] ?? {}) as Attributes;
}

function withAttribute(event: RawEvent, attribute: string, value: unknown): RawEvent {
  return { ...event, [keyOf(event)]: { ...attributesOf(event), [attribute]: value } };
}
