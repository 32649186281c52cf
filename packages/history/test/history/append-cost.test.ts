import { History, type RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { expect, it } from 'vitest';

/** The events, and how often any member of any of them was read. */
function counted(events: readonly RawEvent[]): { readonly events: readonly RawEvent[]; readonly reads: () => number } {
  let reads = 0;
  const watched = events.map(
    (event) =>
      new Proxy(event, {
        get: (target, member, receiver) => {
          reads++;
          return Reflect.get(target, member, receiver);
        },
      }),
  );
  return { events: watched, reads: () => reads };
}

function rounds(count: number): readonly RawEvent[] {
  const builder = new HistoryBuilder().decisionTask().activityTaskScheduled('pending').timerStarted('pending');
  for (let round = 0; round < count; round++) {
    builder
      .activityTaskStarted(`a${round - 1}`.replace('a-1', 'pending'))
      .activityTaskCompleted(`a${round - 1}`.replace('a-1', 'pending'));
    builder.decisionTask().activityTaskScheduled(`a${round}`);
  }
  return builder.build().toJSON().events;
}

it('append reads only the appended events', () => {
  const appendedReads = [20, 400].map((count) => {
    const all = rounds(count);
    const old = counted(all.slice(0, -10));
    const history = History.from(old.events);
    history.compile();
    const before = old.reads();
    const fresh = counted(all.slice(-10));
    const longer = history.append(fresh.events);
    const { workflowExecution, activityTasks } = longer.compile();
    expect(workflowExecution.open).toBe(true);
    expect(activityTasks.size).toBe(count + 1);
    return { old: old.reads() - before, fresh: fresh.reads() };
  });
  const [short, long] = appendedReads;
  expect(long).toEqual(short);
  // Only the start of the execution is looked at once more, for the entity that stands for it.
  expect(short?.old).toBeLessThan(20);
  expect(short?.fresh).toBeLessThan(10 * 10);
});

it('append processes no event twice while a history grows event by event', () => {
  const { events, reads } = counted(rounds(100));
  let history = History.from([]);
  let most = 0;
  for (const event of events) {
    const before = reads();
    history = history.append([event]);
    history.compile();
    most = Math.max(most, reads() - before);
  }
  expect(history.compile().activityTasks.size).toBe(101);
  expect(most).toBeLessThan(30);
});

it.each([0, 7])('event(id) reads one event of a history whose first %d events are missing', (missing) => {
  const { events, reads } = counted(rounds(100).slice(missing));
  const history = History.from(events);
  const before = reads();

  expect(history.event(500)?.id).toBe(500);
  expect(reads() - before).toBeLessThan(10);
});
