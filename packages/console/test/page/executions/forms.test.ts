import { describe, expect, it } from 'vitest';
import type { ExecutionDescription } from '../../../src/api/execution.js';
import { readAttributes, workflowTypeDefaults } from '../../../src/page/components/attributes/attributes.js';
import { membersOf, NO_FIELDS, problemsOf } from '../../../src/page/executions/dialogs/change-fields.js';
import {
  EMPTY_START,
  missingSettings,
  readStart,
  readType,
  startLike,
} from '../../../src/page/executions/start/start-form.js';

describe('readStart', () => {
  const fields = { ...EMPTY_START, type: 'order@1.0', workflowId: 'order-42' };

  it('sends what was filled in, and nothing else', () => {
    expect(readStart('orders', fields)).toEqual({
      request: { domain: 'orders', workflowId: 'order-42', workflowType: { name: 'order', version: '1.0' } },
      problems: {},
    });
  });

  it('reads timeouts as durations, seconds or NONE', () => {
    const settings = { executionStartToCloseTimeout: '2h', taskStartToCloseTimeout: 'none', taskPriority: '-3' };
    const { request } = readStart('orders', { ...fields, settings, tags: 'eu\n\n vip ' });
    expect(request).toMatchObject({
      executionStartToCloseTimeout: 7200,
      taskStartToCloseTimeout: 'NONE',
      taskPriority: -3,
      tagList: ['eu', 'vip'],
    });
  });

  it('takes tags that look like other JSON for text', () => {
    const tags = '7\ntrue\n["a"]\n"a\n"b"c"';
    expect(readStart('orders', { ...fields, tags }).request?.tagList).toEqual(tags.split('\n'));
  });

  it('keeps the tags of a run, whatever they have in them', () => {
    const tagList = ['a\nb', ' c ', 'd "e"', '"f"', '\r"\\\u0001'];
    const run = { workflowType: { name: 'order', version: '1' }, tagList } as unknown as ExecutionDescription;
    const { tags } = startLike(run, '');
    expect(tags.split('\n').slice(0, 4)).toEqual(['"a\\nb"', '" c "', 'd "e"', '"\\"f\\""']);
    expect(readStart('orders', { ...fields, tags }).request?.tagList).toEqual(tagList);
  });

  it('names each field that SWF would refuse, and sends nothing', () => {
    const { request, problems } = readStart('orders', {
      type: 'order',
      workflowId: 'a|b',
      input: 'x'.repeat(32_769),
      tags: 'a\nb\nc\nd\ne\nf',
      settings: { executionStartToCloseTimeout: 'NONE', taskStartToCloseTimeout: 'soon', taskPriority: '1.5' },
    });
    expect(request).toBeUndefined();
    expect(problems['workflowId']).toMatch(/^workflowId must /);
    expect(problems['input']).toMatch(/^input must /);
    expect(problems['tags']).toMatch(/^tagList must /);
    expect(problems['type']).toBe('type must be NAME@VERSION, as in order@1.0');
    expect(Object.keys(problems).sort()).toEqual([
      'executionStartToCloseTimeout',
      'input',
      'tags',
      'taskPriority',
      'taskStartToCloseTimeout',
      'type',
      'workflowId',
    ]);
  });

  it('reads the type up to the last @', () => {
    expect(readType('a@b@1')).toEqual({ name: 'a@b', version: '1' });
    expect(readType('a@1')).toEqual({ name: 'a', version: '1' });
    expect([readType('a'), readType('@1'), readType('a@')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('An empty form', () => {
  it('has nothing in its fields', () => {
    expect(EMPTY_START).toEqual({ type: '', workflowId: '', input: '', tags: '', settings: {} });
  });
});

describe('startLike', () => {
  it('quotes a tag that a line would not hold as it is', () => {
    const tagList = ['a', '', ' a', 'a ', 'a\tb', '"a"', '"a', 'a"'];
    const run = { workflowType: { name: 'order', version: '1' }, tagList } as unknown as ExecutionDescription;
    const { tags, ...rest } = startLike(run, 'x');
    expect(tags.split('\n')).toEqual(['a', '""', '" a"', '"a "', '"a\\tb"', '"\\"a\\""', '"a', 'a"']);
    expect(rest).toEqual({ type: 'order@1', workflowId: '', input: 'x', settings: {} });
  });

  it('has the settings of the run, but not its id', () => {
    const run = {
      domain: 'orders',
      workflowId: 'order-42',
      runId: 'r',
      workflowType: { name: 'order', version: '1.0' },
      executionStatus: 'CLOSED',
      startTimestamp: '2026-03-02T12:00:00.000Z',
      tagList: ['eu'],
      taskList: 'orders',
      executionStartToCloseTimeout: 86_400,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
    } as const;
    expect(Object.keys(readStart('orders', startLike(run, '{}')).problems)).toEqual(['workflowId']);
    expect(readStart('orders', { ...startLike(run, '{}'), workflowId: 'order-43' }).request).toEqual({
      domain: 'orders',
      workflowId: 'order-43',
      workflowType: { name: 'order', version: '1.0' },
      input: '{}',
      tagList: ['eu'],
      taskList: 'orders',
      executionStartToCloseTimeout: 86_400,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
    });
  });
});

describe('missingSettings', () => {
  it('names what neither the type nor the form has', () => {
    const defaults = (name: string) => (name === 'taskList' ? 'orders' : undefined);
    expect(missingSettings(defaults, { childPolicy: 'ABANDON', taskStartToCloseTimeout: ' ' })).toEqual([
      'executionStartToCloseTimeout',
      'taskStartToCloseTimeout',
    ]);
    expect(missingSettings(() => undefined, {})).toEqual([
      'taskList',
      'executionStartToCloseTimeout',
      'taskStartToCloseTimeout',
      'childPolicy',
    ]);
  });
});

describe('problemsOf', () => {
  it('requires the name of a signal', () => {
    expect(Object.keys(problemsOf('signal', NO_FIELDS))).toEqual(['signalName']);
    expect(problemsOf('cancel', NO_FIELDS)).toEqual({});
  });

  it.each([
    ['signal', 'signalName', 256],
    ['signal', 'input', 32_768],
    ['terminate', 'reason', 256],
    ['terminate', 'details', 32_768],
    ['restart', 'input', 32_768],
    ['restart', 'newWorkflowId', 256],
  ] as const)('of a %s allow its %s %d characters', (operation, name, most) => {
    const problems = (length: number) =>
      Object.keys(problemsOf(operation, { ...NO_FIELDS, signalName: 'paid', [name]: 'x'.repeat(length) }));
    expect([problems(most), problems(most + 1)]).toEqual([[], [name]]);
  });

  it('knows the limits of SWF', () => {
    const fields = { ...NO_FIELDS, reason: 'r'.repeat(257), details: 'd'.repeat(32_769) };
    expect(Object.keys(problemsOf('terminate', fields))).toEqual(['reason', 'details']);
  });
});

describe('membersOf', () => {
  it('has the filled fields of the operation alone', () => {
    const fields = { ...NO_FIELDS, signalName: 'paid', reason: 'old', childPolicy: 'ABANDON' };
    expect(membersOf('signal', fields)).toEqual({ signalName: 'paid' });
    expect(membersOf('terminate', fields)).toEqual({ reason: 'old', childPolicy: 'ABANDON' });
    expect(membersOf('cancel', fields)).toEqual({});
    for (const operation of ['signal', 'cancel', 'terminate', 'restart'] as const) {
      expect(membersOf(operation, NO_FIELDS)).toEqual({});
    }
  });
});

describe('readAttributes', () => {
  it('leaves out empty fields', () => {
    expect(readAttributes(workflowTypeDefaults, { defaultTaskList: ' ' })).toEqual({ values: {}, problems: {} });
  });

  it('has a value or a problem of each field that is filled in', () => {
    const texts = { defaultTaskList: ' orders ', defaultTaskPriority: 'high' };
    const { values, problems } = readAttributes(workflowTypeDefaults, texts);
    expect(values).toStrictEqual({ defaultTaskList: 'orders' });
    expect(Object.keys(problems)).toEqual(['defaultTaskPriority']);
  });
});
