import {
  type ActivityContext,
  ActivityWorker,
  Actor,
  Decider,
  type DecisionTask,
  UnknownActivityTypeError,
} from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { closed } from '../support/closed.js';
import { outcomeOf, running } from '../support/running-worker.js';
import { next, openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

function cyclic() {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

describe('ActivityWorker', () => {
  it.each([
    ['an object', { ok: true }, '{"ok":true}'],
    ['a string', 'as it is', 'as it is'],
    ['null', null, 'null'],
    ['zero', 0, '0'],
    ['nothing', undefined, undefined],
  ])('sends %s as the result', async (_, result, sent) => {
    const task = await outcomeOf(() => result);

    expect(task?.state).toBe('completed');
    expect(task?.result).toBe(sent);
  });

  it('passes the decoded input and the task to the activity', async () => {
    const task = await outcomeOf((input, { task: { activityId, activityType } }) => ({
      input,
      activityId,
      activityType,
    }));

    expect(JSON.parse(task?.result ?? '')).toEqual({
      input: { n: 1 },
      activityId: 'one',
      activityType: { name: 'activity', version: '1.0' },
    });
  });

  it.each([
    ['an error', () => Promise.reject(new TypeError('no card')), 'TypeError: no card'],
    ['a string', () => Promise.reject('no card'), 'no card'],
    ['nothing', () => Promise.reject(), 'undefined was thrown'],
    [
      'a result that is too large',
      () => 'x'.repeat(40_000),
      /InvalidArgumentError: result must have 0 to 32768 characters, got 40000/,
    ],
    ['a result with a cycle', cyclic, /InvalidArgumentError: result cannot be written as JSON/],
    [
      'details of a heartbeat that are too long',
      (_input: unknown, { heartbeat }: ActivityContext) => heartbeat('x'.repeat(2049)),
      /InvalidArgumentError: details must have 0 to 2048 characters, got 2049/,
    ],
    ['a result that is a function', () => () => 1, /result must be a JSON value, got a function/],
  ])('fails the task with the reason of %s', async (_, activity, reason) => {
    const task = await outcomeOf(activity);

    expect(task?.state).toBe('failed');
    if (typeof reason === 'string') expect(task?.reason).toBe(reason);
    else expect(task?.reason).toMatch(reason);
  });

  it('fails a task of a type without an activity', async () => {
    await using swf = await running(() => 1, { activities: { other: () => 1 } });
    const failed = next(swf.worker, 'failed');
    await swf.start();

    const { reason, error } = await failed;
    expect([error, new InvalidArgumentError('bad')].map(UnknownActivityTypeError.is)).toEqual([true, false]);
    expect(error).toMatchObject({ code: 'UNKNOWN_ACTIVITY_TYPE' });
    expect(reason).toBe(
      'UnknownActivityTypeError: no activity for type "activity@1.0" in the worker of task list "activities"',
    );
  });

  it('prefers the activity of the exact version', async () => {
    await using swf = await running(() => 'any', {
      activities: { activity: () => 'any', 'activity@1.0': () => '1.0' },
    });
    const execution = await swf.start();
    await closed(swf.client, execution);

    const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
    expect(history.compile().activityTasks.get('one')?.result).toBe('1.0');
  });

  it('truncates the reason of an error that an activity throws', async () => {
    const { reason } =
      (await outcomeOf(() => {
        throw new Error('😀'.repeat(200));
      })) ?? {};

    expect(reason).toMatch(/^Error: (😀)+\.\.\.$/u);
    expect(reason?.length).toBeLessThanOrEqual(256);
  });

  it('rejects a reason or details that are too long, instead of truncating them', async () => {
    await using swf = await openService();
    const { client } = swf;
    const worker = new ActivityWorker(domain, 'activities', { client });
    const decider = new Decider(domain, 'decisions', { client });
    await startExecution(client);
    const decision = await decider.poll();
    await decider.complete(decision?.taskToken ?? '', decideOne(decision as DecisionTask));
    const { taskToken = '' } = (await worker.poll()) ?? {};
    const reason = '😀'.repeat(200);
    const details = 'x'.repeat(40_000);

    await expect(worker.fail(taskToken, { reason })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^reason must have 0 to 256 characters, got 400/),
    });
    for (const refused of [worker.fail(taskToken, { details }), worker.cancel(taskToken, { details })]) {
      await expect(refused).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(/^details must have 0 to 32768 characters, got 40000/),
      });
    }

    await worker.fail(taskToken, { reason: reason.slice(0, 256), details: details.slice(0, 32_768) });
    const next = await decider.poll();
    expect(next?.history.compile().activityTasks.get('one')?.reason).toBe(reason.slice(0, 256));
  });

  it.each<[string, () => ReturnType<ActivityWorker['describeFailure']>, object]>([
    [
      'throws',
      () => {
        throw new TypeError('no words');
      },
      { message: 'no words' },
    ],
    [
      'is too long',
      () => ({ reason: 'x'.repeat(257), details: undefined }),
      { code: 'INVALID_ARGUMENT', message: expect.stringMatching(/^reason must have 0 to 256 characters/) },
    ],
    ['returns nothing', () => undefined as never, { message: 'failure must be an object, got undefined' }],
    [
      'resolves to what is too long',
      () => Promise.resolve({ reason: 'x'.repeat(257), details: undefined }) as never,
      { code: 'INVALID_ARGUMENT', message: expect.stringMatching(/^reason must have 0 to 256 characters/) },
    ],
  ])('reports a describeFailure that %s, and fails the task all the same', async (_, describeFailure, reported) => {
    class DescribingWorker extends ActivityWorker {
      protected override describeFailure = describeFailure;
    }
    await using swf = await openService();
    const { client } = swf;
    const activity = () => Promise.reject(new Error('no card'));
    const worker = new DescribingWorker(domain, 'activities', { client, activities: { activity } });
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    const [error, failed] = [next(worker, 'error'), next(worker, 'failed')];
    await using _running = await Actor.run(decider, worker, { polls: 'abort' });
    const execution = await startExecution(client);

    expect(await error).toMatchObject(reported);
    expect(await failed).toMatchObject({ reason: 'Error: no card', error: { message: 'no card' } });
    await closed(client, execution);
  });

  it.each([
    ['neither a function nor an object', undefined as unknown as () => void],
    ['an object without perform', {} as { perform(): void }],
    ['a bad timeout', { perform: () => {}, heartbeatTimeout: -1 }],
  ])('rejects %s as an activity by name', (_, activity) => {
    expect(() => new ActivityWorker(domain, 'activities', { activities: { charge: activity } })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('activities["charge"]') }),
    );
  });
});
