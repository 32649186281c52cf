import type { ActivityFunction } from '@swf/actors';
import {
  ConnectionError,
  DoesNotExistError,
  InvalidArgumentError,
  LimitExceededError,
  OperationNotPermittedError,
  RateLimitExceededError,
  ResponseError,
  SettingsError,
} from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoneWorker, stopLone } from '../support/lone-worker.js';
import { silent } from '../support/silent.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.999);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const answered = (httpStatusCode: number, more: object = {}) => ({
  cause: Object.assign(new Error('of the SDK'), { $metadata: { httpStatusCode, ...more } }),
});
const refused = (code: string, attempts?: number) => ({
  cause: Object.assign(new Error('of the SDK'), { code, $metadata: { attempts } }),
});

/** Refused as fetch reports it: its error has the code in its cause. */
const refusedWithin = (code: string) => ({ cause: Object.assign(new Error('of the SDK'), refused(code)) });

/** What the SDK says of an answer by which it has corrected its clock. */
const OFF = { attempts: 3, clockSkewCorrected: true };

const gone = new DoesNotExistError('gone', { ...answered(400, { attempts: 1 }), fault: 'UnknownResourceFault' });

/** Answers one completed task with these errors one after the other; returns its events. */
const answering = (...errors: Error[]) => answeringTo(() => 'done', errors);

/** Performs one task, and answers it with these errors one after the other; returns its events. */
async function answeringTo(perform: ActivityFunction, errors: readonly Error[]) {
  const left = [...errors];
  const heard: string[] = [];
  const worker = new LoneWorker(
    { perform, heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' },
    {
      heartbeat: async () => true,
      answer: async () => {
        const error = left.shift();
        if (error) throw error;
      },
    },
  );
  worker.on('retry', () => heard.push('retry'));
  worker.on('error', () => heard.push('error'));
  worker.on('lost', ({ reason }) => heard.push(`lost ${reason}`));
  worker.on('failed', ({ unconfirmed }) => heard.push(unconfirmed ? 'unconfirmed' : 'failed'));
  worker.on('canceled', ({ unconfirmed }) => heard.push(unconfirmed ? 'unconfirmed' : 'canceled'));
  worker.on('completed', ({ unconfirmed }) => heard.push(unconfirmed ? 'unconfirmed' : 'completed'));
  await worker.start();
  await vi.advanceTimersByTimeAsync(60_000);
  await stopLone(worker);
  return heard;
}

describe('The answer to a task', () => {
  it.each<[string, ActivityFunction]>([
    ['completed', () => 'done'],
    ['failed', () => Promise.reject(new Error('no card'))],
    [
      'canceled',
      (_, { heartbeat, signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          heartbeat('begun');
        }),
    ],
  ])('is %s, lost or unconfirmed by the same rules', async (event, perform) => {
    const reset = new ConnectionError('reset', refused('ECONNRESET'));

    expect(await answeringTo(perform, [])).toEqual([event]);
    expect(await answeringTo(perform, [reset])).toEqual(['retry', event]);
    expect(await answeringTo(perform, [gone])).toEqual(['lost TASK_UNKNOWN']);
    expect(await answeringTo(perform, [reset, gone])).toEqual(['retry', 'unconfirmed']);
  });
});

describe('A request that fails', () => {
  it.each<[string, ActivityFunction]>([
    ['RespondActivityTaskCompleted', () => 'done'],
    ['RespondActivityTaskFailed', () => Promise.reject(new Error('no card'))],
    [
      'RespondActivityTaskCanceled',
      (_, { heartbeat, signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          heartbeat('begun');
        }),
    ],
  ])('is logged as %s while it is retried, and if its reply was lost', async (operation, perform) => {
    const warn = vi.fn();
    const replies = [new ConnectionError('reset', refused('ECONNRESET')), gone];
    const worker = new LoneWorker(
      { perform, heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' },
      { heartbeat: async () => true, answer: async () => Promise.reject(replies.shift()) },
      1,
      { logger: { ...silent, warn } },
    );
    await worker.start();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopLone(worker);

    const task = { domain: 'test', taskList: 'activities', activityId: '0', operation };
    expect(warn.mock.calls).toEqual([
      [
        expect.objectContaining({ ...task, why: 'ConnectionError: reset', failures: 1 }),
        `${operation} failed, retrying in 0.2 s`,
      ],
      [expect.objectContaining(task), 'answer probably applied: its reply was lost'],
    ]);
  });

  it('is no longer listed as refused after SWF has accepted it', async () => {
    const replies = [new OperationNotPermittedError('denied', answered(400)), undefined];
    const refusals: number[] = [];
    const worker = new LoneWorker(
      { perform: () => 'done', heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' },
      {
        answer: async () => {
          refusals.push(worker.health().refusals.length);
          const error = replies.shift();
          if (error) throw error;
        },
      },
    );
    worker.on('error', () => undefined);
    await worker.start();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopLone(worker);

    expect([...refusals, worker.health().refusals.length]).toEqual([0, 1, 0]);
  });
});

describe('A failed answer', () => {
  it.each([
    ['retry', 'unconfirmed', new ConnectionError('reset', refused('ECONNRESET'))],
    ['retry', 'unconfirmed', new ConnectionError('garbage', answered(200))],
    ['retry', 'unconfirmed', new ResponseError('broken', { ...answered(500), fault: 'InternalFailure' })],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('nobody there', refused('ECONNREFUSED'))],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('no such host', refusedWithin('ENOTFOUND'))],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('no name server', refused('EAI_AGAIN'))],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('no route', refused('EHOSTUNREACH'))],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('no network', refusedWithin('ENETUNREACH'))],
    ['retry', 'unconfirmed', new ConnectionError('broken', refusedWithin('EPIPE'))],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('a page', answered(403))],
    ['retry', 'lost TASK_UNKNOWN', new RateLimitExceededError('slow', answered(400))],
    [
      'retry',
      'lost TASK_UNKNOWN',
      new LimitExceededError('too many polls', { ...answered(400), fault: 'LimitExceededFault' }),
    ],
    ['retry', 'lost TASK_UNKNOWN', new ResponseError('failed before it was sent')],
    // The SDK has sent it more than once, and throws only the last error.
    ['retry', 'unconfirmed', new ConnectionError('nobody there', refused('ECONNREFUSED', 3))],
    ['retry', 'unconfirmed', new RateLimitExceededError('slow', answered(400, { attempts: 3 }))],
    ['error', 'unconfirmed', new OperationNotPermittedError('denied', answered(400, { attempts: 2 }))],
    // While the machine's clock is wrong, the SDK retries every refusal, too.
    ['error', 'lost TASK_UNKNOWN', new OperationNotPermittedError('denied', answered(400, OFF))],
    ['retry', 'unconfirmed', new ResponseError('broken', { ...answered(500, OFF), fault: 'InternalFailure' })],
    ['retry', 'lost TASK_UNKNOWN', new ConnectionError('nobody there', refused('ECONNREFUSED', 1))],
    ['retry', 'lost TASK_UNKNOWN', new RateLimitExceededError('slow', answered(400, { attempts: 1 }))],
    ['error', 'lost TASK_UNKNOWN', new OperationNotPermittedError('denied', answered(400))],
    ['error', 'lost TASK_UNKNOWN', new SettingsError('no credentials')],
    ['error', 'lost TASK_UNKNOWN', new ResponseError('odd', { ...answered(400), fault: 'UnknownOperationException' })],
  ])('is retried after a %s, and is %s if the task is gone by then: %s', async (event, outcome, error) => {
    expect(await answering(error)).toEqual([event, 'completed']);
    expect(await answering(error, gone)).toEqual([event, outcome]);
  });

  it.each([
    ['lost TASK_UNKNOWN', gone],
    ['unconfirmed', new DoesNotExistError('gone', answered(400, { attempts: 2 }))],
    ['lost TASK_UNKNOWN', new DoesNotExistError('gone', answered(400, OFF))],
    ['failed', new InvalidArgumentError('bad')],
    ['failed', new InvalidArgumentError('refused', { ...answered(400), fault: 'ValidationException' })],
    ['failed', new LimitExceededError('too large, found before sending')],
    ['failed', new ResponseError('too large', { ...answered(413), fault: 'RequestEntityTooLargeException' })],
    ['error', new TypeError('a bug')],
  ])('is not retried but %s: %s', async (outcome, error) => {
    expect(await answering(error)).toEqual([outcome]);
  });

  it.each([
    [20, new ConnectionError('reset')],
    [60, new OperationNotPermittedError('denied')],
  ])('backs off up to %s seconds: %s', async (cap, error) => {
    const delays: number[] = [];
    const worker = new LoneWorker(
      { perform: () => 'done', heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' },
      { answer: () => Promise.reject(error) },
    );
    worker.on('retry', ({ delayInSeconds }) => delays.push(delayInSeconds));
    await worker.start();
    await vi.advanceTimersByTimeAsync(600_000);
    await stopLone(worker);

    expect(delays.slice(0, 20).find((delay) => delay > 0.3)).toBeCloseTo(0.4, 2);
    expect(Math.max(...delays)).toBeCloseTo(cap, 0);
  });
});

describe('A refusal', () => {
  it('is reported once per operation and problem until SWF accepts a request', async () => {
    const denied = new OperationNotPermittedError('denied', { fault: 'AccessDeniedException' });
    const expired = new OperationNotPermittedError('expired', { fault: 'ExpiredTokenException' });
    const replies = [denied, denied, expired, undefined, expired];
    const errors: unknown[] = [];
    const refusals: string[][] = [];
    const worker = new LoneWorker(
      { perform: () => new Promise(() => {}), heartbeatTimeout: 'NONE', startToCloseTimeout: 'NONE' },
      {
        heartbeat: async () => {
          refusals.push(worker.health().refusals.map(({ operation, error }) => `${operation}: ${error}`));
          const reply = replies.shift();
          if (reply) throw reply;
          return false;
        },
      },
    );
    worker.on('error', (error) => errors.push(error));
    await worker.start();
    await vi.advanceTimersByTimeAsync(100_000);
    await stopLone(worker);

    expect(errors).toEqual([denied, expired, expired]);
    expect(refusals.slice(0, 6)).toEqual([
      [],
      [`heartbeat: ${denied}`],
      [`heartbeat: ${denied}`],
      [`heartbeat: ${expired}`],
      [],
      [`heartbeat: ${expired}`],
    ]);
  });
});
