import { ResponseError } from '@swf/settings/errors';
import { checkSame, requiredExecution, requiredMember, requiredType } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';

const DOMAIN = { kind: 'Domain', name: 'orders' };

describe('An answer', () => {
  it('yields the members that it has', () => {
    expect(requiredMember('runId', '', DOMAIN)).toBe('');
    expect(requiredType('workflowType', { name: 'order', version: '1' })).toEqual({ name: 'order', version: '1' });
    expect(requiredExecution('parent', { workflowId: 'w', runId: 'r' })).toEqual({ workflowId: 'w', runId: 'r' });
  });

  it.each([
    ['SWF\'s answer for Domain "orders" has no arn', () => requiredMember('arn', undefined, DOMAIN)],
    ["SWF's answer has no arn", () => requiredMember('arn', undefined)],
    ["SWF's answer has no workflowType", () => requiredType('workflowType', undefined)],
    ["SWF's answer has no workflowType.name", () => requiredType('workflowType', { name: undefined, version: '1' })],
    ["SWF's answer has no workflowType.version", () => requiredType('workflowType', { name: 'a', version: undefined })],
    ["SWF's answer has no parent", () => requiredExecution('parent', undefined)],
    ["SWF's answer has no parent.workflowId", () => requiredExecution('parent', { workflowId: undefined, runId: 'r' })],
    ["SWF's answer has no parent.runId", () => requiredExecution('parent', { workflowId: 'w', runId: undefined })],
  ])('is refused if it lacks a member: %s', (message, read) => {
    expect(read).toThrow(new ResponseError(message));
  });

  it('is refused if it is about another resource', () => {
    const check = () => checkSame(DOMAIN, { kind: 'Domain', name: 'payments' });

    expect(check).toThrow(new ResponseError('SWF\'s answer for Domain "orders" is about Domain "payments"'));
    expect(() => checkSame(DOMAIN, { kind: 'Domain', name: 'orders' })).not.toThrow();
  });
});
