import { History } from '@swf/history';
import { expect, test } from 'vitest';
import { HistoryCache } from '../src/history-cache.js';

const history = (length: number) =>
  History.from(
    Array.from({ length }, (_, index) => ({ eventId: index + 1, eventType: 'MarkerRecorded', eventTimestamp: 0 })),
  );

test('forgets the run that was used the longest ago, by runs and by events', () => {
  const cache = new HistoryCache({ maxExecutions: 2, maxEvents: 10 });
  cache.set('a', history(3));
  cache.set('b', history(3));
  cache.set('a', history(4));
  cache.set('c', history(3));
  expect(['a', 'b', 'c'].map((run) => cache.get(run)?.length)).toEqual([4, undefined, 3]);

  cache.set('c', history(8));
  expect([cache.get('a'), cache.get('c')?.length, cache.events, cache.size]).toEqual([undefined, 8, 8, 1]);
  cache.delete('c');
  expect([cache.events, cache.size]).toEqual([0, 0]);
});

test('keeps nothing of a history that is larger than the whole cache', () => {
  const cache = new HistoryCache({ maxEvents: 10 });
  cache.set('a', history(11));

  expect([cache.get('a'), cache.events]).toEqual([undefined, 0]);
});
