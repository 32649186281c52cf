import { PollForActivityTaskCommand, PollForDecisionTaskCommand } from '@aws-sdk/client-swf';
import { describe, expect } from 'vitest';
import { type Account, DECIDERS, DOMAIN, fault, WORKERS } from '../account.js';
import type { Section } from '../claim.js';
import { scheduleActivityTask } from '../decisions.js';

interface OpenPoll<Answer> {
  readonly answer: Promise<Answer>;
  settled: boolean;
}

function open<Answer>(answer: Promise<Answer>): OpenPoll<Answer> {
  const poll: OpenPoll<Answer> = { answer, settled: false };
  const settle = () => {
    poll.settled = true;
  };
  answer.then(settle, settle);
  return poll;
}

/**
 * Passes time second by second until the poll is answered, which is after a minute, and some
 * seconds for the way of the request.
 */
async function expectHeldForAMinute(swf: Account, poll: OpenPoll<unknown>): Promise<void> {
  let seconds = 0;
  for (; !poll.settled && seconds < 300; seconds += 1) await swf.advance(1);
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThan(70);
}

function decisionPoll(swf: Account) {
  return open(swf.client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: DECIDERS })));
}

function activityPoll(swf: Account) {
  return open(swf.client.send(new PollForActivityTaskCommand({ domain: DOMAIN, taskList: WORKERS })));
}

export const longPolls: Section = (claim) => {
  describe('1.4 long polls', () => {
    claim('a decision poll without a task is held for 60 seconds and then answered empty', async (swf) => {
      const poll = decisionPoll(swf);
      await expectHeldForAMinute(swf, poll);
      expect((await poll.answer).taskToken ?? '').toBe('');
    });

    claim('an activity poll without a task is held for 60 seconds and then answered empty', async (swf) => {
      const poll = activityPoll(swf);
      await expectHeldForAMinute(swf, poll);
      expect((await poll.answer).taskToken ?? '').toBe('');
    });

    claim('a held decision poll is answered as soon as an execution starts', async (swf) => {
      const poll = decisionPoll(swf);
      await swf.advance(5);
      const run = await swf.start();
      const task = await poll.answer;
      expect(task.workflowExecution).toEqual(run);
      expect(await swf.lines(run, 3)).toEqual(['3 DecisionTaskStarted(2)']);
    });

    claim('a held activity poll is answered as soon as a task is scheduled', async (swf) => {
      const poll = activityPoll(swf);
      await swf.advance(5);
      const run = await swf.start();
      await swf.decide(scheduleActivityTask());
      expect((await poll.answer).activityId).toBe('a1');
      expect(await swf.lines(run, 6)).toEqual(['6 ActivityTaskStarted(5)']);
    });

    claim('one task goes to one of two held polls, the other waits on', async (swf) => {
      const polls = [decisionPoll(swf), decisionPoll(swf)];
      await swf.start('order-1');
      await Promise.race(polls.map(({ answer }) => answer));
      await swf.start('order-2');
      const tasks = await Promise.all(polls.map(({ answer }) => answer));
      expect(tasks.map((task) => task.workflowExecution?.workflowId).sort()).toEqual(['order-1', 'order-2']);
    });

    claim('a poll whose client has disconnected gets no task', async (swf) => {
      const leaving = new AbortController();
      const command = new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: DECIDERS });
      const gone = swf.client.send(command, { abortSignal: leaving.signal });
      await swf.advance(5);
      leaving.abort();
      await expect(gone).rejects.toThrow();
      const run = await swf.start();
      expect((await swf.pollForDecisionTask()).workflowExecution).toEqual(run);
      expect(await swf.lines(run, 3)).toEqual(['3 DecisionTaskStarted(2)']);
    });

    claim(
      'more polls on a task list than allowed are refused with LimitExceededFault',
      async (swf) => {
        const polls = Array.from({ length: 3 }, () => decisionPoll(swf));
        const refused = await Promise.any(polls.map(({ answer }) => fault(answer)));
        expect(refused).toEqual({
          name: 'LimitExceededFault',
          message: 'Limit on maximum concurrent poll requests per task list reached',
        });
        await swf.start('order-1');
        await swf.start('order-2');
        const answers = await Promise.allSettled(polls.map(({ answer }) => answer));
        expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      },
      { limits: { pollersPerTaskList: 2 } },
    );

    claim('polling an unknown task list of a known domain waits', async (swf) => {
      const poll = open(
        swf.client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: { name: 'nobody' } })),
      );
      await expectHeldForAMinute(swf, poll);
    });

    claim('polling in an unknown domain is refused immediately', async (swf) => {
      const unknown = { name: 'UnknownResourceFault', message: 'Unknown domain: nowhere' };
      const input = { domain: 'nowhere', taskList: DECIDERS };
      expect(await fault(swf.client.send(new PollForDecisionTaskCommand(input)))).toEqual(unknown);
      expect(await fault(swf.client.send(new PollForActivityTaskCommand(input)))).toEqual(unknown);
    });
  });
};
