import { describe, expect, it } from 'vitest';
import { countsByType, knownRuns } from '../../../src/page/executions/batch/known-runs.js';

describe('The runs of a batch', () => {
  const run = (id: string, version?: string) => ({
    workflowId: id,
    runId: id,
    ...(version !== undefined && { workflowType: { name: 'order', version } }),
  });

  it('are counted by type, the most first', () => {
    const runs = [run('a', '1'), run('b', '2'), run('c'), run('d', '2')];
    expect(countsByType(runs)).toEqual([
      ['order@2', 2],
      ['order@1', 1],
      ['a type not read', 1],
    ]);
  });

  it('have what the list knows of each', () => {
    const row = {
      ...run('a'),
      domain: 'orders',
      workflowType: { name: 'order', version: '1' },
      executionStatus: 'OPEN',
      startTimestamp: '2026-11-28T12:00:00Z',
    } as const;
    expect(knownRuns([run('a'), run('b')], [row])).toEqual([row, run('b')]);
  });
});
