import { readFileSync } from 'node:fs';
import { type EntityType, Event, eventTypes, type Lifecycle, lifecycles } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { lifecyclesPage } from '../scripts/lifecycles-page.js';

const types = Object.keys(lifecycles) as EntityType[];
const rows = Object.values(eventTypes);

it('the documentation shows the current lifecycles', () => {
  const page = readFileSync(new URL('../../../docs/lifecycles.md', import.meta.url), 'utf8');
  expect(page, 'run `npm run lifecycles` in packages/history').toBe(lifecyclesPage());
});

describe.each(types)('%s', (type) => {
  const { initial, transitions, notes }: Lifecycle = lifecycles[type];
  const states = Object.keys(transitions);

  it('has an event type for each state and note, and a state or note for each event type', () => {
    const reported = new Set(rows.filter((row) => row.type === type).map(({ state }) => state));
    expect(reported).toEqual(new Set([...states, ...notes]));
  });

  it('reaches each of its states from the initial ones, and no others', () => {
    const reached = new Set(initial);
    for (const state of reached) for (const next of transitions[state] ?? []) reached.add(next);
    expect(reached).toEqual(new Set(states));
  });

  it('can reach a final state from every state', () => {
    for (const state of states) {
      const reached = new Set([state]);
      for (const one of reached) for (const next of transitions[one] ?? []) reached.add(next);
      expect([...reached].some((one) => transitions[one]?.length === 0)).toBe(true);
    }
  });
});

it('an event knows the next states of its entity', () => {
  const next = (eventType: string) => new Event({ eventId: 1, eventType, eventTimestamp: 0 }).nextStates;
  expect(next('TimerStarted')).toEqual(['fired', 'canceled']);
  expect(next('TimerFired')).toEqual([]);
  expect(next('CancelTimerFailed')).toEqual([]);
  expect(next('SomethingNewHappened')).toEqual([]);
});
