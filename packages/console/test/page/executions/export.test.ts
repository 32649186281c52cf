import { describe, expect, it } from 'vitest';
import type { ExecutionInfo } from '../../../src/api/executions.js';
import { movedColumn } from '../../../src/page/executions/list/column-order.js';
import { exportText } from '../../../src/page/executions/list/export.js';

const row: ExecutionInfo = {
  domain: 'orders',
  workflowId: '=cmd("x")',
  runId: 'r,1',
  workflowType: { name: 'order', version: '1.0' },
  executionStatus: 'OPEN',
  startTimestamp: '2026-03-02T12:00:00.000Z',
  tagList: ['eu', 'vip'],
};

const column = (field: string, value: (row: ExecutionInfo) => unknown) => ({
  id: field,
  title: field,
  field,
  width: '1fr',
  cell: () => null,
  value,
});

const columns = [
  column('closeTimestamp', ({ closeTimestamp }) => closeTimestamp),
  column('tagList', ({ tagList }) => tagList),
];

describe('exportText', () => {
  it('writes ids and columns as CSV, without formulas', () => {
    expect(exportText('csv', [row], columns)).toBe(
      'workflowId,runId,closeTimestamp,tagList\r\n"\'=cmd(""x"")","r,1",,eu vip\r\n',
    );
  });

  it('writes JSON lines with values as they are', () => {
    expect(JSON.parse(exportText('jsonl', [row], columns))).toEqual({
      workflowId: '=cmd("x")',
      runId: 'r,1',
      tagList: ['eu', 'vip'],
    });
  });

  it('writes a line for each row', () => {
    expect(exportText('jsonl', [row, row], [])).toBe('{"workflowId":"=cmd(\\"x\\")","runId":"r,1"}\n'.repeat(2));
    expect(exportText('csv', [row, row], columns).split('\r\n')).toHaveLength(4);
  });

  it('writes the heading of an empty list', () => {
    expect(exportText('csv', [], columns)).toBe('workflowId,runId,closeTimestamp,tagList\r\n');
    expect(exportText('jsonl', [], columns)).toBe('');
  });
});

describe('movedColumn', () => {
  it('moves a column, and no further than the ends', () => {
    expect(movedColumn(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(movedColumn(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(movedColumn(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
  });
});
