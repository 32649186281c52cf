import { activity, all, mapConcurrent, retry, SagaError, saga, scope, settled, signal, sleep } from '@swf/flow';
import { type Play, play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { calling, replayed } from './support/replayed.js';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const undo = activity<void, void>('undo', '1.0', { startToCloseTimeout: 30 });
const go = signal('go');

/** Waits for the signal, and then throws. */
async function buggy(): Promise<never> {
  await go.next();
  throw new TypeError('a bug');
}

const sentBy = ({ decisions }: Pick<Play<unknown, unknown>, 'decisions'>) => decisions.map(String);

/** What a bug would have canceled, undone, or tried again before its run fails. */
const held: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'the function, while an activity is open',
    () => {
      work();
      return buggy();
    },
  ],
  [
    'a scope, although that is caught',
    () =>
      scope(() => {
        work();
        return buggy();
      }).catch(() => 'caught'),
  ],
  ['a branch of all()', () => all(work, buggy)],
  ['a branch of settled()', () => settled(work, buggy)],
  [
    'a saga',
    () =>
      saga((compensate) => {
        compensate(() => undo());
        return buggy();
      }),
  ],
  [
    'a compensation, while another is left',
    () =>
      saga(async (compensate) => {
        compensate(() => undo());
        compensate(buggy);
        throw new Error('no');
      }),
  ],
  [
    'an item of mapConcurrent()',
    () => mapConcurrent([work, buggy], (each) => each(), { maxInFlight: 2, onFailure: 'FINISH' }),
  ],
  ['the body of retry()', () => retry(buggy, {})],
  [
    'a compensation that adds another, when all run together',
    () =>
      saga(
        async (compensate) => {
          compensate(() => {
            compensate(() => undo());
            return buggy();
          });
          throw new Error('no');
        },
        { order: 'TOGETHER' },
      ),
  ],
  [
    'a compensation beside a branch whose error hides it',
    () =>
      all(
        () =>
          saga(async (compensate) => {
            compensate(buggy);
            await sleep(3600);
          }),
        async () => {
          throw new Error('no');
        },
      ),
  ],
  [
    'an item, before its generator has cleaned up',
    () => {
      async function* items() {
        try {
          yield 1;
          yield 2;
        } finally {
          await undo();
        }
      }
      return mapConcurrent(items(), buggy, { maxInFlight: 1 });
    },
  ],
  [
    'a promise that two branches share, one of which catches it',
    () => {
      const shared = buggy();
      return settled(
        () => shared,
        () => scope(() => shared).catch(() => 'caught'),
        work,
      );
    },
  ],
];

describe('A bug that something is to be done for before its run fails', () => {
  it.each(held)('fails the turn first: %s', async (_, run) => {
    const p = await play(calling(run));

    await expect(p.signal(go)).rejects.toThrow('a bug');
    expect(p.decisions).toEqual([]);
  });

  it.each(held)('is found by a replay: %s', async (_, run) => {
    const history = new HistoryBuilder();
    const { outcome, decisions } = await replayed(run, history);
    expect(outcome).toBeUndefined();
    history.decisionTaskCompleted();
    for (const { type, attributes } of decisions) {
      if (type !== 'ScheduleActivityTask') continue;
      const { activityId, activityType } = attributes;
      history.activityTaskScheduled(activityId, { activityType });
    }
    history.workflowExecutionSignaled('go');

    await expect(replayed(run, history)).rejects.toThrow('a bug');
  });
});

describe('A bug that nothing is done for', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['of a branch', () => all(buggy).catch(() => 'caught')],
    ['of a scope', () => scope(buggy).catch(() => 'caught')],
    ['of branches that have all ended', () => settled(buggy).then(() => 'caught')],
    [
      'of an item, when all have ended',
      () => mapConcurrent([buggy], (each) => each(), { maxInFlight: 1, onFailure: 'FINISH' }).catch(() => 'caught'),
    ],
    ['of a saga without steps', () => saga(buggy).catch(() => 'caught')],
    ['of a body that is tried again within the turn', () => retry(buggy, { maximumAttempts: 1 }).catch(() => 'caught')],
  ])('can be caught: %s', async (_, run) => {
    const p = await play(calling(run));
    await p.signal(go);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'caught' });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'among the failures of items',
      () => mapConcurrent([buggy], (each) => each(), { maxInFlight: 1, onFailure: 'FINISH' }),
    ],
    [
      'of a compensation',
      () =>
        saga(async (compensate) => {
          compensate(buggy);
          throw new Error('no');
        }),
    ],
  ])('fails the turn if it is not caught: %s', async (_, run) => {
    const p = await play(calling(run));

    await expect(p.signal(go)).rejects.toSatisfy((error) => error instanceof AggregateError || SagaError.is(error));
  });
});

it('tries a bug again that retryable says yes to', async () => {
  const p = await play(calling(() => retry(buggy, { retryable: () => true })));
  await p.signal(go);

  expect(sentBy(p)).toEqual(['StartTimer "retry-1.wait-1"']);
});
