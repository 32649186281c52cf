import { expect, it } from 'vitest';
import { DOMAIN, scheduleActivity, Workbench } from './workbench.js';

const DAY = 86_400_000;

it('every changed or shortened task token is refused as no token', () => {
  const bench = new Workbench().register();
  bench.start('order-1');
  const { taskToken } = bench.pollDecision() ?? { taskToken: '' };
  for (let index = 0; index < taskToken.length; index++) {
    const changed = taskToken.slice(0, index) + (taskToken[index] === 'A' ? 'B' : 'A') + taskToken.slice(index + 1);
    expect(() => bench.respond({ taskToken: changed })).toThrow('Invalid token');
    expect(() => bench.respond({ taskToken: taskToken.slice(0, index) })).toThrow('Invalid token');
  }
  bench.respond({ taskToken });
});

it('the token of a decision task is none of an activity task, nor the other way round', () => {
  const bench = new Workbench().register();
  bench.start('order-1');
  const decision = bench.decide(scheduleActivity('1'));
  const activity = bench.pollActivity() ?? { taskToken: '' };
  const { taskToken } = decision;
  expect(() => bench.call('RespondActivityTaskCompleted', { taskToken })).toThrow('Invalid token');
  expect(() => bench.respond(activity)).toThrow('Invalid token');
});

it('the token of another service is of an execution that nobody knows', () => {
  const [one, other] = [new Workbench().register(), new Workbench().register()];
  one.start('order-1');
  const runId = other.start('order-1');
  const task = other.pollDecision() ?? { taskToken: '' };
  one.pollDecision();
  expect(() => one.respond(task)).toThrow(`Unknown execution, runId = ${runId}`);
});

it('a page token lives for a day', () => {
  const bench = new Workbench().register();
  bench.call('RegisterWorkflowType', { domain: DOMAIN, name: 'refund', version: '1' });
  const input = { domain: DOMAIN, registrationStatus: 'REGISTERED', maximumPageSize: 1 };
  const { nextPageToken } = bench.call<{ nextPageToken: string }>('ListWorkflowTypes', input);
  bench.now += DAY;
  expect(bench.call('ListWorkflowTypes', { ...input, nextPageToken })).toMatchObject({
    typeInfos: [{ workflowType: { name: 'refund' } }],
  });
  bench.now += 1;
  expect(() => bench.call('ListWorkflowTypes', { ...input, nextPageToken })).toThrow(
    'Specified token has exceeded its maximum lifetime',
  );
});

it('tokens fit into the lengths that SWF gives them, for the longest of names', () => {
  const bench = new Workbench().register();
  const longest = (index: number) => `${'\u{1f4e6}'.repeat(255)}${index}`;
  const version = '\u{1f4e6}'.repeat(64);
  for (const index of [1, 2]) bench.call('RegisterActivityType', { domain: DOMAIN, name: longest(index), version });
  const input = { domain: DOMAIN, registrationStatus: 'REGISTERED', maximumPageSize: 1, reverseOrder: true };
  const types = bench.call<{ nextPageToken: string }>('ListActivityTypes', input);
  expect(types.nextPageToken.length).toBeLessThanOrEqual(2048);
  bench.start(longest(1));
  const task = bench.pollDecision('deciders', { maximumPageSize: 1 });
  expect(task?.taskToken.length).toBeLessThanOrEqual(1024);
  expect(task?.nextPageToken?.length).toBeLessThanOrEqual(2048);
});
