import {
  ListActivityTypesCommand,
  ListWorkflowTypesCommand,
  RespondActivityTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { Account, DOMAIN, fault } from '../conformance/account.js';
import { claimsAbout } from '../conformance/claim.js';
import { scheduleActivityTask } from '../conformance/decisions.js';
import { inProcess } from '../conformance/subjects/in-process.js';

const claim = claimsAbout(async (options) => inProcess(options));

const ONE_DAY_IN_SECONDS = 86_400;
const INVALID = { name: 'ValidationException', message: 'Invalid token' };

describe('a task token', () => {
  claim('is invalid if it is changed or shortened', async (swf) => {
    await swf.start();
    const { taskToken = '' } = await swf.pollForDecisionTask();
    for (let index = 0; index < taskToken.length; index++) {
      const changed = taskToken.slice(0, index) + (taskToken[index] === 'A' ? 'B' : 'A') + taskToken.slice(index + 1);
      expect(await fault(swf.respond({ taskToken: changed }))).toMatchObject(INVALID);
      if (index === 0) continue;
      expect(await fault(swf.respond({ taskToken: taskToken.slice(0, index) }))).toMatchObject(INVALID);
    }
    await swf.respond({ taskToken });
  });

  claim('of a decision task does not serve for an activity task, nor the other way round', async (swf) => {
    await swf.start();
    const decision = await swf.decide(scheduleActivityTask());
    const activity = await swf.pollForActivityTask();
    const { taskToken } = decision;
    const complete = swf.client.send(new RespondActivityTaskCompletedCommand({ taskToken }));
    expect(await fault(complete)).toMatchObject(INVALID);
    expect(await fault(swf.respond(activity))).toMatchObject(INVALID);
  });

  it('of another service names an unknown execution', async () => {
    const [one, other] = [inProcess(), inProcess()];
    const accounts = [new Account(one), new Account(other)];
    const runs = [];
    const tasks = [];
    for (const account of accounts) {
      await account.register();
      runs.push(await account.start());
      tasks.push(await account.pollForDecisionTask());
    }
    const refused = await fault(accounts[0]?.respond(tasks[1] ?? {}) ?? Promise.resolve());
    expect(refused.message).toBe(`Unknown execution, runId = ${runs[1]?.runId}`);
    await Promise.all([one.close(), other.close()]);
  });
});

describe('a page token', () => {
  claim('expires after a day', async (swf) => {
    await swf.registerWorkflowType({ name: 'refund' });
    const page = { domain: DOMAIN, registrationStatus: 'REGISTERED', maximumPageSize: 1 } as const;
    const { nextPageToken } = await swf.client.send(new ListWorkflowTypesCommand(page));
    const next = new ListWorkflowTypesCommand({ ...page, nextPageToken });
    await swf.advance(ONE_DAY_IN_SECONDS);
    expect((await swf.client.send(next)).typeInfos).toMatchObject([{ workflowType: { name: 'refund' } }]);
    await swf.advance(0.001);
    const { message } = await fault(swf.client.send(next));
    expect(message).toBe('Specified token has exceeded its maximum lifetime');
  });
});

describe('tokens', () => {
  claim("stay within SWF's limits for the longest names", async (swf) => {
    // Three bytes for each character are the most in UTF-8.
    const longest = (index: number) => `${'名'.repeat(255)}${index}`;
    const version = '名'.repeat(64);
    for (const index of [1, 2]) await swf.registerActivityType({ name: longest(index), version });
    const listing = {
      domain: DOMAIN,
      registrationStatus: 'REGISTERED',
      maximumPageSize: 1,
      reverseOrder: true,
    } as const;
    const types = await swf.client.send(new ListActivityTypesCommand(listing));
    expect(types.nextPageToken?.length).toBeLessThanOrEqual(2048);
    await swf.start(longest(1));
    const task = await swf.pollForDecisionTask({ maximumPageSize: 1 });
    expect(task.taskToken?.length).toBeLessThanOrEqual(1024);
    expect(task.nextPageToken?.length).toBeLessThanOrEqual(2048);
  });
});
