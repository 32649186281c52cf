import {
  explain,
  type Facts,
  type Finding,
  findingCodes,
  formatExplanation,
  relations,
  severities,
  statistics,
  why,
} from '@swf/explain';
import { History } from '@swf/history';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from './support/random-history.js';
import { recordings } from './support/recordings.js';

/** Calls everything with a history. Returns the findings. */
function explained(history: History, facts: Facts): readonly Finding[] {
  expect(formatExplanation(explain(history))).not.toBe('');
  relations(history);
  const { now } = facts;
  expect(statistics(history, { now }).events).toBe(history.length);
  const findings = why(history, facts);
  expectSound(history, findings);
  return findings;
}

/** Checks what holds for all findings. */
function expectSound(history: History, findings: readonly Finding[]): void {
  const ids = new Set(history.events.map(({ id }) => id));
  const codes = findings.map(({ code }) => findingCodes.indexOf(code));
  const order = findings.map(({ severity }) => severities.indexOf(severity));
  expect(codes).not.toContain(-1);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  for (const { message, details, evidence, since, until } of findings) {
    expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.filter((id) => !ids.has(id))).toEqual([]);
    for (const text of [message, ...details]) expect(text).not.toMatch(/undefined|NaN|null|\[object|Invalid/);
    for (const instant of [since, until]) if (instant) expect(instant.getTime()).not.toBeNaN();
  }
}

const facts = (now: Date): fc.Arbitrary<Facts> => {
  const list = fc.constantFrom('deciders', 'workers');
  return fc.record(
    {
      now: fc.constant(now),
      pollers: fc.array(fc.record({ kind: fc.constantFrom('activity', 'decision'), taskList: list }), { maxLength: 2 }),
      pending: fc.record({ activity: fc.dictionary(list, fc.nat(20)), decision: fc.dictionary(list, fc.nat(20)) }),
      signals: fc.array(fc.constantFrom('a', 'approve'), { maxLength: 2 }),
    },
    { requiredKeys: ['now'] },
  );
};

describe.each(recordings)('the recorded history $name', ({ events }) => {
  it('is explained at each of its events', () => {
    const whole = History.from(events);
    for (let length = 1; length <= whole.length; length++) {
      const history = whole.slice(0, length);
      const last = history.last?.timestamp ?? new Date(0);
      for (const seconds of [0, 61, 100_000]) {
        explained(history, { now: new Date(last.getTime() + seconds * 1000) });
      }
    }
  });
});

describe('why()', () => {
  it('never throws on what SWF may write, and finds something about every run', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        randomHistory.chain((history) => {
          const last = history.last?.timestamp ?? new Date(0);
          return fc
            .constantFrom(0, 30, 100, 90_000)
            .chain((seconds) => facts(new Date(last.getTime() + seconds * 1000)))
            .map((given) => ({ history, given }));
        }),
        ({ history, given }) => {
          const findings = explained(history, given);
          for (const { code } of findings) seen.add(code);
          expect(findings).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    expect(seen.size).toBeGreaterThan(12);
  });

  it('is less certain without facts, never otherwise', () => {
    fc.assert(
      fc.property(
        randomHistory.chain((history) =>
          facts(new Date((history.last?.timestamp.getTime() ?? 0) + 100_000)).map((given) => ({ history, given })),
        ),
        ({ history, given }) => {
          const certain = new Set(
            why(history, given)
              .filter(({ certainty }) => certainty === 'fact')
              .map(keyOf),
          );
          const without = why(history, { now: given.now }).filter(({ certainty }) => certainty === 'fact');
          expect(without.map(keyOf).filter((key) => !certain.has(key))).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is never certain about a run that must have timed out, nor beyond damage', () => {
    fc.assert(
      fc.property(randomHistory, fc.nat(), (history, pick) => {
        const late = new Date((history.last?.timestamp.getTime() ?? 0) + 700_000_000);
        const isOpen = history.compile().workflowExecution.open;
        if (isOpen) expect(certainCodes(why(history, { now: late, pollers: [] }))).toEqual([]);
        const events = history.events.map(({ raw }) => raw);
        const damaged = History.from(events.toSpliced(1 + (pick % events.length), 1));
        const found = explained(damaged, { now: late, pollers: [] });
        if (damaged.validPrefix.length < damaged.length) expect(certainCodes(found)).toEqual(['HISTORY_INVALID']);
      }),
      { numRuns: 100 },
    );
  });
});

function keyOf({ code, subject: { type, id } }: Finding): string {
  return `${code} ${type} ${id}`;
}

function certainCodes(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ certainty }) => certainty === 'fact').map(({ code }) => code);
}
