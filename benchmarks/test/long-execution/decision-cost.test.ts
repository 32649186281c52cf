import { describe, expect, it } from 'vitest';
import { decideToTheEnd } from '../../src/long-execution/decision-cost.js';

describe('a decider with a cache', () => {
  it('reads each event about once, however long the execution is', async () => {
    const readings = await decideToTheEnd({}, 2_000);
    const last = readings.at(-1) ?? expect.fail('no decision was made');

    expect(readings.length).toBeGreaterThan(15);
    expect(last.length).toBeGreaterThanOrEqual(2_000);
    // Each task repeats the last event of the previous task.
    expect(last.events).toBeLessThanOrEqual(last.length + readings.length);
    expect(last.bytes / last.length).toBeLessThan(200);
  });
});
