import type { Decision } from '@aws-sdk/client-swf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Account, fault } from '../conformance/account.js';
import {
  cancelTimer,
  recordMarker,
  requestCancelActivityTask,
  scheduleActivityTask,
  scheduleLambdaFunction,
  signalExternal,
  startChild,
  startTimer,
} from '../conformance/decisions.js';
import { eventLine } from '../conformance/event-line.js';
import { inProcess } from '../conformance/subjects/in-process.js';
import { brokenRules } from '../history-rules/history-rules.js';

const anyDecision: fc.Arbitrary<Decision> = fc.constantFrom(
  recordMarker(),
  scheduleActivityTask(),
  requestCancelActivityTask(),
  startTimer('t1', '0'),
  cancelTimer(),
  signalExternal('order-1'),
  signalExternal('nobody'),
  startChild(),
  scheduleLambdaFunction(),
);

const anyAnswers = fc.array(fc.array(anyDecision, { minLength: 1, maxLength: 6 }), { minLength: 10, maxLength: 10 });

/**
 * Decides until the execution is closed. The last event before the limit is left to a signal, since
 * a poll would wait for a task that has gone.
 */
async function fill(account: Account, answers: readonly (readonly Decision[])[], historyEvents: number) {
  const run = await account.start();
  for (const answer of answers) {
    if (!(await account.isOpen(run))) break;
    const isNearlyFull = (await account.history(run)).length >= historyEvents - 1;
    if (isNearlyFull || (await account.pendingDecisionTasks()) === 0) await account.signal(run);
    else await account.decide(...answer);
  }
  return run;
}

describe('a history at its limit', () => {
  it('ends by the rules, wherever in a transaction the limit falls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 6, max: 25 }), anyAnswers, async (historyEvents, answers) => {
        const subject = inProcess({ limits: { historyEvents } });
        try {
          const account = new Account(subject);
          await account.register();
          const run = await fill(account, answers, historyEvents);
          const history = await account.history(run);
          expect(brokenRules(history)).toEqual([]);
          expect(history.length).toBeLessThanOrEqual(historyEvents);
          if (await account.isOpen(run)) return;
          expect(history.map(eventLine).at(-1)).toMatch(/WorkflowExecutionTerminated\(EVENT_LIMIT_EXCEEDED\)$/);
          expect((await fault(account.signal(run))).name).toBe('UnknownResourceFault');
        } finally {
          await subject.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
