import { describe, expect, it } from 'vitest';
import { readRegistration, registerLike } from '../../../src/page/types/register-form.js';

describe('readRegistration', () => {
  it('registers a new version with the defaults of the old one', () => {
    const old = { name: 'order', version: '1.0', defaultTaskList: 'orders', defaultTaskStartToCloseTimeout: 60 };
    expect(registerLike('domains', {})).toEqual({ retentionPeriodInDays: '30' });
    const texts = { ...registerLike('workflow', old), version: '1.1' };
    expect(readRegistration('workflow', 'orders', texts).body).toEqual({
      domain: 'orders',
      name: 'order',
      version: '1.1',
      defaultTaskList: 'orders',
      defaultTaskStartToCloseTimeout: 60,
    });
  });

  it('needs name, version, and the retention of a domain', () => {
    expect(Object.keys(readRegistration('activity', 'orders', {}).problems)).toEqual(['name', 'version']);
    expect(Object.keys(readRegistration('domains', '', {}).problems)).toEqual(['name', 'retentionPeriodInDays']);
    expect(readRegistration('domains', '', { name: 'a', retentionPeriodInDays: 'none' }).body).toEqual({
      name: 'a',
      retentionPeriodInDays: 'NONE',
    });
  });

  it('leaves out what is empty', () => {
    const texts = { name: 'order', version: '1', description: '', defaultTaskList: ' ' };
    expect(readRegistration('workflow', 'orders', texts)).toStrictEqual({
      body: { domain: 'orders', name: 'order', version: '1' },
      problems: {},
    });
    expect(readRegistration('domains', 'orders', { name: 'a', retentionPeriodInDays: ' 7 ' })).toStrictEqual({
      body: { name: 'a', retentionPeriodInDays: 7 },
      problems: {},
    });
  });

  it('says of each field what SWF would refuse', () => {
    const long = 'x'.repeat(1025);
    const type = { name: 'a:b', version: 'x'.repeat(65), description: long, defaultTaskPriority: 'high' };
    const { body, problems } = readRegistration('activity', 'orders', type);
    expect(body).toBeUndefined();
    expect(Object.entries(problems).map(([field, problem]) => [field, problem.startsWith(`${field} must `)])).toEqual(
      ['name', 'version', 'description', 'defaultTaskPriority'].map((field) => [field, true]),
    );
    for (const days of ['', ' ', '91', '1.5', 'x']) {
      const wrong = readRegistration('domains', '', { name: 'a', retentionPeriodInDays: days }).problems;
      expect([days, Object.keys(wrong)]).toEqual([days, ['retentionPeriodInDays']]);
      expect(wrong['retentionPeriodInDays']).toMatch(/^retentionPeriodInDays must /);
    }
  });

  it('takes no white space around the name of a domain', () => {
    const problems = (name: string) => readRegistration('domains', '', { name, retentionPeriodInDays: '7' }).problems;
    expect([Object.keys(problems(' a')), problems('a b')]).toEqual([['name'], {}]);
  });

  it('keeps the name and the description, not the status', () => {
    const from = { name: 'a', version: '1', description: 'of an order', status: 'REGISTERED' } as const;
    expect(registerLike('activity', from)).toStrictEqual({ name: 'a', description: 'of an order' });
    expect(registerLike('domains', { description: 'x' })).toStrictEqual({
      retentionPeriodInDays: '30',
      description: 'x',
    });
  });
});
