import { describe, expect, it } from 'vitest';
import { KINDS, kindFrom, registrationText } from '../../../src/page/types/kinds.js';

describe('The page of types', () => {
  it.each([
    ['activity', 'activity'],
    ['domains', 'domains'],
    ['workflow', 'workflow'],
    ['other', 'workflow'],
    [undefined, 'workflow'],
  ])('whose address names %s shows %s', (text, kind) => {
    expect(kindFrom(text)).toBe(kind);
  });
});

describe('A kind of registrations', () => {
  it('has its words and its place on the server', () => {
    expect(Object.entries(KINDS).map(([kind, { title, thing, path }]) => [kind, title, thing, path])).toEqual([
      ['workflow', 'Workflow types', 'workflow type', 'types/workflow'],
      ['activity', 'Activity types', 'activity type', 'types/activity'],
      ['domains', 'Domains', 'domain', 'domains'],
    ]);
  });

  it('has the defaults that it may have, as forms label them', () => {
    const labels = (kind: 'workflow' | 'activity' | 'domains') =>
      KINDS[kind].defaults.map(({ name, label, kind: what }) => `${name}: ${label}, ${what}`);
    expect(labels('workflow')).toEqual([
      'defaultTaskList: Task list, text',
      'defaultTaskPriority: Task priority, integer',
      'defaultExecutionStartToCloseTimeout: Execution timeout, timeout',
      'defaultTaskStartToCloseTimeout: Decision timeout, timeout',
      'defaultChildPolicy: Child policy, policy',
      'defaultLambdaRole: Lambda role, text',
    ]);
    expect(labels('activity')).toEqual([
      'defaultTaskList: Task list, text',
      'defaultTaskPriority: Task priority, integer',
      'defaultTaskScheduleToStartTimeout: Schedule to start, timeout',
      'defaultTaskStartToCloseTimeout: Start to close, timeout',
      'defaultTaskScheduleToCloseTimeout: Schedule to close, timeout',
      'defaultTaskHeartbeatTimeout: Heartbeat, timeout',
    ]);
    expect(labels('domains')).toEqual([]);
  });
});

describe('A registration', () => {
  it('is named with its version, if it has one', () => {
    expect(registrationText({ name: 'order', version: '1' })).toBe('order@1');
    expect(registrationText({ name: 'orders' })).toBe('orders');
  });
});
