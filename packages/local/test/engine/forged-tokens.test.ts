import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/api/fault.js';
import { decodeToken, encodeToken } from '../../src/operations/token-codec.js';
import { DOMAIN, scheduleActivity, Workbench } from './workbench.js';

// Imports the token codec: only it can forge tokens with a valid checksum.

describe('a forged token', () => {
  const WRONG: readonly unknown[] = [
    null,
    true,
    'text',
    '',
    -1,
    0,
    1.5,
    2 ** 24,
    2 ** 53,
    1e308,
    [],
    {},
    { toString: 1 },
  ];

  /** Every token that differs from a good one in one part. */
  function forgeries(token: string): string[] {
    const forged = WRONG.map((value) => encodeToken(value));
    const parts = decodeToken(token) as unknown[];
    const position: unknown = parts.at(-1);
    for (const index of parts.keys()) forged.push(...WRONG.map((value) => encodeToken(parts.with(index, value))));
    forged.push(...parts.map((_, length) => encodeToken(parts.slice(0, length))));
    if (typeof position !== 'object') return forged;
    for (const name of Object.keys(position ?? {})) {
      forged.push(...WRONG.map((value) => encodeToken(parts.with(-1, { ...position, [name]: value }))));
      forged.push(encodeToken(parts.with(-1, { ...position, [name]: undefined })));
    }
    return forged;
  }

  /**
   * What a call is refused with; undefined if it is not, as where a token happens to be good for
   * something else.
   */
  function refusal(call: () => unknown): string | undefined {
    try {
      call();
      return undefined;
    } catch (error) {
      if (error instanceof Fault) return error.type;
      throw error;
    }
  }

  function running(): Workbench {
    const bench = new Workbench().register();
    bench.call('RegisterDomain', { name: 'other', workflowExecutionRetentionPeriodInDays: '1' });
    bench.call('RegisterWorkflowType', { domain: DOMAIN, name: 'refund', version: '1' });
    for (const id of ['order-1', 'order-2', 'order-3']) bench.start(id);
    return bench;
  }

  const LISTINGS = [
    ['ListDomains', { registrationStatus: 'REGISTERED' }],
    ['ListWorkflowTypes', { domain: DOMAIN, registrationStatus: 'REGISTERED' }],
    ['ListOpenWorkflowExecutions', { domain: DOMAIN, startTimeFilter: { oldestDate: 0 } }],
  ] as const;

  it.each(LISTINGS)('for a page of %s is invalid, or names a position in the listing', (operation, input) => {
    const bench = running();
    const request = { ...input, maximumPageSize: 1 };
    const { nextPageToken = '' } = bench.call<{ nextPageToken?: string }>(operation, request);
    expect(nextPageToken).not.toBe('');
    for (const token of forgeries(nextPageToken)) {
      const type = refusal(() => bench.call(operation, { ...request, nextPageToken: token }));
      expect([undefined, 'ValidationException']).toContain(type);
    }
  });

  it('for a page of a history never leads to another history', () => {
    const bench = running();
    const runId = bench.start('order-4');
    const request = { domain: DOMAIN, execution: { workflowId: 'order-4', runId }, maximumPageSize: 1 };
    const page = (more = {}) =>
      bench.call<{ events: { eventId: number }[]; nextPageToken: string }>('GetWorkflowExecutionHistory', {
        ...request,
        ...more,
      });
    for (const token of forgeries(page().nextPageToken)) {
      let events: { eventId: number }[] = [];
      const type = refusal(() => {
        events = page({ nextPageToken: token }).events;
      });
      expect([undefined, 'ValidationException']).toContain(type);
      for (const { eventId } of events) expect(eventId).toBeLessThanOrEqual(2);
    }
  });

  it.each([
    ['oldest', false],
    ['newest', true],
  ])('for a page of a decision task, %s event first, never leads to another history', (_, reverseOrder) => {
    const bench = running();
    const { nextPageToken = '' } = bench.pollDecision('deciders', { maximumPageSize: 1, reverseOrder }) ?? {};
    for (const token of forgeries(nextPageToken)) {
      let events: readonly { eventId: number }[] = [];
      const type = refusal(() => {
        events = bench.pollDecision('deciders', { nextPageToken: token })?.events ?? [];
      });
      expect([undefined, 'ValidationException', 'UnknownResourceFault']).toContain(type);
      for (const { eventId } of events) expect(eventId).toBeLessThanOrEqual(3);
    }
  });

  it('for a task is invalid or names an unknown task', () => {
    const bench = running();
    const decision = bench.decide(scheduleActivity('1'));
    const activity = bench.pollActivity() ?? { taskToken: '' };
    const next = bench.pollDecision() ?? { taskToken: '' };
    const calls = [
      (taskToken: string) => bench.respond({ taskToken }),
      (taskToken: string) => bench.call('RespondActivityTaskCompleted', { taskToken }),
      (taskToken: string) => bench.call('RecordActivityTaskHeartbeat', { taskToken }),
    ];
    for (const { taskToken } of [decision, activity, next]) {
      for (const token of forgeries(taskToken)) {
        for (const call of calls) {
          expect(['ValidationException', 'UnknownResourceFault']).toContain(refusal(() => call(token)));
        }
      }
    }
  });
});
