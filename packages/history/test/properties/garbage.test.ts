import { History, type RawEvent, timeline, toSVG } from '@swf/history';
import { SwfError } from '@swf/settings/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomHistory } from '../random-history.js';
import { snapshot } from '../snapshot.js';

const values = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined), fc.integer({ min: -2, max: 60 }));

it('never fails otherwise than with an error of its own, whatever the attributes hold', () => {
  fc.assert(
    fc.property(
      randomHistory(50),
      fc.array(fc.tuple(fc.nat(), fc.nat(), values), { minLength: 1, maxLength: 4 }),
      (history, changes) => {
        const events = history.events.map(({ raw }) => ({ ...raw }) as Record<string, unknown>);
        for (const [pick, member, value] of changes) {
          const event = events[pick % events.length] as Record<string, unknown>;
          const key = Object.keys(event).find((name) => name.endsWith('Attributes')) as string;
          const attributes = event[key] as Record<string, unknown> | undefined;
          const names = Object.keys(attributes ?? {});
          if (names.length === 0) event[key] = value;
          else event[key] = { ...attributes, [names[member % names.length] as string]: value };
        }
        const changed = History.from(events as RawEvent[]);
        const violations = changed.verify();
        try {
          snapshot(changed.compile());
          expect(toSVG(timeline(changed))).toContain('</svg>');
          expect(violations).toEqual([]);
        } catch (error) {
          if (!SwfError.is(error)) throw error;
          expect(violations.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('explains events that were stripped of their times', () => {
  const events = [
    { eventId: 1, eventType: 'WorkflowExecutionStarted' },
    { eventId: 2, eventType: 'DecisionTaskScheduled' },
  ];
  const history = History.from(events);
  expect(history.compile().pendingDecisionTask?.scheduledEventId).toBe(2);
  expect(toSVG(timeline(history))).toContain('empty history');
});
