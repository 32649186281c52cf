import { describe, expect, it } from 'vitest';
import {
  extended,
  isAnySelected,
  isSelected,
  NO_SELECTION,
  type Selection,
  toggled,
  toggledAll,
} from '../../../src/page/executions/list/selection.js';

const run = (id: string) => ({ workflowId: `w-${id}`, runId: id });
const shown = [...'abcdef'].map(run);
const ids = (selection: Selection) =>
  selection.kind === 'matching' ? 'all' : [...selection.runs.keys()].sort().join('');

describe('A selection', () => {
  it('is toggled row by row', () => {
    const one = toggled(NO_SELECTION, run('b'), shown);
    expect([ids(one), isSelected(one, run('b')), isSelected(one, run('c'))]).toEqual(['b', true, false]);
    expect(isAnySelected(toggled(one, run('b'), shown))).toBe(false);
  });

  it('is extended from the last row that was toggled, in both directions', () => {
    const down = extended(toggled(NO_SELECTION, run('b'), shown), run('d'), shown);
    expect(ids(down)).toBe('bcd');
    expect(ids(extended(toggled(NO_SELECTION, run('e'), shown), run('c'), shown))).toBe('cde');
  });

  it('is extended by one row if nothing was toggled before', () => {
    expect(ids(extended(NO_SELECTION, run('d'), shown))).toBe('d');
  });

  it('takes all rows that are shown, and then none', () => {
    const all = toggledAll(NO_SELECTION, shown);
    expect(ids(all)).toBe('abcdef');
    expect(ids(toggledAll(all, shown))).toBe('');
  });

  it('becomes one of rows if a row is taken out of all matching', () => {
    expect(ids(toggled({ kind: 'matching' }, run('a'), shown))).toBe('bcdef');
  });

  it('holds ids alone, as a batch sends them', () => {
    const selection = toggled(NO_SELECTION, { ...run('a'), ...{ tagList: ['x'] } }, shown);
    expect(selection.kind === 'runs' && [...selection.runs.values()]).toEqual([run('a')]);
  });
});
