import { DomainQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { afterAll, describe, expect, it } from 'vitest';
import { startSwf } from './support/swf.js';

const swf = startSwf();
const types = new WorkflowTypeQuerySet({ name: 'orders' }, swf.options);
const executions = new WorkflowExecutionQuerySet({ name: 'orders' }, swf.options);

afterAll(() => swf[Symbol.asyncDispose]());

describe('a queryset', () => {
  it.each<[name: string, call: (options: never) => unknown, typo: object, message: RegExp]>([
    ['the constructor', (options) => new DomainQuerySet(options), { cliennt: 1 }, /"cliennt"; did you mean "client"/],
    ['all', (options) => types.all(options), { signl: 1 }, /"signl"; did you mean "signal"/],
    ['first', (options) => types.first(options), { signl: 1 }, /"signl"; did you mean "signal"/],
    ['count', (options) => types.count(options), { limit: 1 }, /"limit"; expected one of/],
    ['exists', (options) => types.exists(options), { limit: 1 }, /"limit"; expected one of/],
    ['stream', (options) => types.stream(options), { signl: 1 }, /"signl"; did you mean "signal"/],
    ['pages', (options) => types.pages(options), { pageSize: 1 }, /"pageSize"; did you mean "maximumPageSize"/],
    ['detailed', (options) => types.detailed(options), { concurency: 1 }, /"concurency"; did you mean "concurrency"/],
    ['filter', (options) => types.filter(options), { statuss: 'x' }, /"filter.statuss"; did you mean "status"/],
    ['get', (options) => types.get('a', '1', options), { signl: 1 }, /"signl"; did you mean "signal"/],
    [
      'create',
      (options) => types.create('a', '1', options),
      { taskList: 'x' },
      /"taskList"; did you mean "defaultTask/,
    ],
    [
      'getOrCreate',
      (options) => types.getOrCreate('a', '1', options),
      { descripton: '' },
      /did you mean "description"/,
    ],
    ['get of an execution', (options) => executions.get('a', options), { runID: 'x' }, /did you mean "runId"/],
    [
      'create of an execution',
      (attributes) => executions.create('a', attributes),
      { workflowType: { name: 'a', version: '1' }, tags: [] },
      /"attributes.tags"; did you mean "tagList"|"attributes.tags"; expected one of/,
    ],
    [
      'create of a domain',
      (options) => new DomainQuerySet().create('a', { retentionPeriodInDays: 1 }, options),
      { tgs: {} },
      /"tgs"/,
    ],
  ])('refuses an unknown option of %s, before anything is sent', async (_, call, typo, message) => {
    await expect((async () => call(typo as never))()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    });
    expect(swf.requests).toEqual([]);
  });
});
