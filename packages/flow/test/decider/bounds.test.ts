import { describe, expect, it } from 'vitest';
import { RecentKeys } from '../../src/decider/recent-keys.js';
import { Residents } from '../../src/decider/residents.js';
import { Execution } from '../../src/turns/execution.js';

// Imports what is bounded: so many tasks would take a decider too long.

const runsOf = (count: number) => Array.from({ length: count }, (_, index) => `run-${index + 1}`);

describe('The runs that a decider keeps in memory', () => {
  it('are 5,000 by default, those that were kept last', () => {
    const workflowType = { name: 'order', version: '1.0' };
    const identity = { workflowId: 'order-1', runId: 'run-1', workflowType };
    const execution = new Execution({ ...workflowType, options: {}, run: async () => {} }, identity, {
      isGuarded: false,
    });
    const residents = new Residents();
    for (const run of runsOf(5000)) residents.keep(run, execution);
    expect(residents.peek('run-1')).toBe(execution);
    residents.keep('run-5001', execution);

    const kept = runsOf(5001).filter((run) => residents.peek(run) !== undefined);
    expect(kept).toEqual(runsOf(5001).slice(1));
  });
});

describe('The keys of what a decider has warned of', () => {
  it('are remembered up to 10,000, and the oldest are forgotten first', () => {
    const keys = new RecentKeys();
    expect(runsOf(10_000).filter((run) => !keys.add(run))).toEqual([]);
    expect(runsOf(10_000).filter((run) => keys.add(run))).toEqual([]);

    expect(keys.add('one more')).toBe(true);
    expect(['run-2', 'run-1', 'run-2'].map((run) => keys.add(run))).toEqual([false, true, true]);
  });
});
