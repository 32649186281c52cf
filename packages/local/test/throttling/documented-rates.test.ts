import { readFileSync } from 'node:fs';
import { SWF_LIMITS } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { RATES } from '../../src/throttling/throttles.js';

const page = readFileSync(new URL('../../../../docs/going-to-aws.md', import.meta.url), 'utf8');

const number = (text: string) => Number(text.replaceAll(',', ''));

describe('docs/going-to-aws.md', () => {
  it('lists the rate of each operation once, as the service applies it', () => {
    const rows = [...page.matchAll(/^\| (`[^|]+`) +\| ([\d,]+) +\| ([\d,]+) +\| \S/gm)];
    const documented = rows.flatMap(([, operations = '', bucket = '', refill = '']) =>
      [...operations.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, [number(bucket), number(refill)]] as const),
    );
    expect(documented).toHaveLength(39);
    expect(Object.fromEntries(documented)).toEqual(RATES);
  });

  it.each<[string, ...(keyof typeof SWF_LIMITS)[]]>([
    ['domains of an account in a region', 'domains'],
    ['tags of a domain', 'tagsPerDomain'],
    ['workflow types, activity types of a domain', 'typesPerDomain'],
    ['open executions of a domain', 'openExecutionsPerDomain'],
    ['events of a history', 'historyEvents'],
    ['open activity tasks, timers, children of an execution', 'openActivityTasks', 'openTimers', 'openChildren'],
    ['pollers of a task list', 'pollersPerTaskList'],
  ])('lists the quota of %s, as the service applies it', (quota, ...names) => {
    const [, value = ''] = new RegExp(`^\\| ${quota} +\\| ([\\d,]+)`, 'm').exec(page) ?? [];
    expect(names.map((name) => SWF_LIMITS[name])).toEqual(names.map(() => number(value)));
  });
});

it('an execution has as many open Lambda functions as activity tasks, for lack of a documented quota', () => {
  expect(SWF_LIMITS.openLambdaFunctions).toBe(SWF_LIMITS.openActivityTasks);
});
