import { History, type RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { recording } from '../support/recordings.js';
import { snapshot } from '../support/snapshot.js';

const chain = recording('test_chain_send_result');
const ids = (events: Iterable<{ readonly id: number }>) => [...events].map(({ id }) => id);

describe('History.from', () => {
  it('takes an array, any iterable, an answer of SWF and a recorded file', () => {
    for (const source of [chain.events, new Set(chain.events), { events: chain.events }, chain]) {
      expect(ids(History.from(source))).toEqual(chain.events.map(({ eventId }) => eventId));
    }
  });

  it('restores a history from its own JSON, including its times', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .timerStarted('t', { startToFireTimeout: 5 })
      .timerFired('t')
      .build();
    const copy = History.from(JSON.parse(JSON.stringify(history)));
    expect(snapshot(copy.compile())).toEqual(snapshot(history.compile()));
    expect(copy.compile().timers.get('t')?.firesAt).toEqual(history.compile().timers.get('t')?.firesAt);
  });

  it('makes an empty history from no events', () => {
    const empty = History.from([]);
    expect(empty).toHaveLength(0);
    expect([empty.first, empty.last, empty.at(0), empty.event(1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([empty.finished, empty.previousStartedEventId]).toEqual([false, 0]);
    expect([empty.latest(3), empty.newEvents, empty.verify(), empty.filter({})]).toEqual([[], [], [], []]);
    expect(empty.compile().activityTasks.size).toBe(0);
    expect(ids(empty.append(chain.events))).toEqual(chain.events.map(({ eventId }) => eventId));
  });

  it.each([
    [undefined, /events/],
    ['no history', /events.*got "no history"/],
    [{ history: [] }, /events/],
    [
      [{ eventId: 1, eventType: 'TimerFired' }, { eventId: 2 }],
      /events\[1\]\.eventType must be a string, got undefined/,
    ],
    [[null], /events\[0\]/],
    [{ events: [], previousStartedEventId: -1 }, /^previousStartedEventId must be an integer from 0/],
    [{ events: [{ eventId: '1', eventType: 'TimerFired' }] }, /events\[0\]\.eventId.*got "1"/],
    [[{ eventId: 0, eventType: 'TimerFired' }], /eventId must be an integer from 1.*got 0/],
    [[{ eventId: 1.5, eventType: 'TimerFired' }], /got 1.5/],
    [[{ eventId: {}, eventType: Object.create(null) }], /eventId.*got an object/],
    [[{ eventId: 1, eventType: Object.create(null) }], /eventType.*got an object/],
    [new Promise(() => {}), /events.*a Promise/],
  ])('refuses %o', (source, message) => {
    expect(() => History.from(source as never)).toThrow(message);
    expect(() => History.from(source as never)).toThrow(expect.toSatisfy(InvalidArgumentError.is));
  });
});

describe('History', () => {
  const history = History.from(chain);

  it('returns events by index, by id and from the end, the same object each time', () => {
    expect(history.at(4)).toBe(history.event(5));
    expect(history.at(-1)).toBe(history.last);
    expect(history.at(17)).toBeUndefined();
    expect([history.at(1.9), history.at(-1.9)]).toEqual([history.at(1), history.at(-1)]);
    expect(history.at(Number.NaN)).toBeUndefined();
    expect(history.first?.name).toBe('WorkflowExecutionStarted');
    expect(ids(history.latest(3))).toEqual([15, 16, 17]);
    expect(history.latest(99)).toHaveLength(17);
    for (const count of [-1, 1.5, Number.NaN]) {
      expect(() => history.latest(count)).toThrow(
        `count must be an integer from 0 to ${Number.MAX_SAFE_INTEGER}, got ${count}`,
      );
    }
    expect(history.events).toEqual([...history]);
  });

  it('finds events by their ids across gaps', () => {
    const { events } = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t').build().toJSON();
    const shorter = History.from(events.filter(({ eventId }) => eventId !== 5));
    expect(shorter.event(5)).toBeUndefined();
    expect(shorter.event(6)?.name).toBe('TimerFired');
    const longer = shorter.append([{ eventId: 20, eventType: 'WorkflowExecutionPaused', eventTimestamp: 0 }]);
    expect(longer.event(20)?.name).toBe('WorkflowExecutionPaused');
    expect([shorter.event(20), longer.event(19)]).toEqual([undefined, undefined]);
  });

  it('finds an event by its id also when a later history repeats it', () => {
    const event = (eventId: number) => ({ eventId, eventType: 'WorkflowExecutionPaused', eventTimestamp: 0 });
    const history = History.from([event(1), event(3), event(4)]);
    const broken = history.append([event(4), event(3), event(5)]);
    expect([1, 3, 4, 5].map((id) => broken.event(id)?.id)).toEqual([1, 3, 4, 5]);
    expect([1, 3, 4, 5].map((id) => history.event(id)?.id)).toEqual([1, 3, 4, undefined]);
  });

  it('may be the beginning of several others', () => {
    const begun = new HistoryBuilder().decisionTask().build();
    const event = (eventType: string) => ({ eventId: 5, eventType, eventTimestamp: 0 });
    const [one, other] = ['Paused', 'Resumed'].map((name) => begun.append([event(`WorkflowExecution${name}`)]));
    expect([begun, one, other].map((each) => each?.length)).toEqual([4, 5, 5]);
    expect([begun, one, other].map((each) => each?.event(5)?.id)).toEqual([undefined, 5, 5]);
    expect([one?.last?.name, other?.last?.name]).toEqual(['WorkflowExecutionPaused', 'WorkflowExecutionResumed']);
  });

  it('supports nested loops, and a new loop after a break', () => {
    let visits = 0;
    for (const _ of history) for (const _ of history) visits++;
    expect(visits).toBe(17 * 17);
    for (const { id } of history) if (id === 3) break;
    expect([...history][0]?.id).toBe(1);
  });

  it('refuses an unknown state, and names those of the type', () => {
    expect(() => history.filter({ type: 'Timer', state: 'scheduled' } as never)).toThrow(
      /^filter\.state must be one of started, fired, canceled, start_failed, cancel_failed, got "scheduled"$/,
    );
    expect(() => history.filter({ state: 'sleeping' } as never)).toThrow(
      /^filter\.state must be one of (?!.*\b(\w+), (.*, )?\1, ).*, unknown, got "sleeping"$/,
    );
  });

  it('filters by type, state and name', () => {
    expect(ids(history.filter({ type: 'ActivityTask', state: 'completed' }))).toEqual([7, 13]);
    expect(ids(history.filter({ name: 'WorkflowExecutionCompleted' }))).toEqual([17]);
    expect(history.filter({ type: 'Timer' })).toEqual([]);
  });

  it('is immutable', () => {
    expect(Object.isFrozen(history)).toBe(true);
    expect(() => (history.compile().workflowExecution.events as unknown[]).push(1)).toThrow(TypeError);
  });

  it('compiles to immutable entities', () => {
    const state = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('a')
      .timerStarted('t')
      .markerRecorded('m')
      .lambdaFunctionScheduled('l')
      .startChildWorkflowExecutionInitiated('c')
      .signalExternalWorkflowExecutionInitiated('x', 's')
      .workflowExecutionSignaled('s')
      .build()
      .compile();
    expect([state, state.workflowExecution].every(Object.isFrozen)).toBe(true);
    const { activityTasks, decisionTasks, timers, markers, lambdaFunctions, signals } = state;
    const executions = [state.childWorkflowExecutions, state.externalWorkflowExecutions];
    for (const entities of [activityTasks, decisionTasks, timers, markers, lambdaFunctions, signals, ...executions]) {
      const all = [...entities];
      expect(all).not.toEqual([]);
      for (const each of [entities, ...all]) expect(Object.isFrozen(each), String(each)).toBe(true);
    }
  });
});

describe('finished', () => {
  const close: readonly [string, (builder: HistoryBuilder) => HistoryBuilder][] = [
    ['completed', (b) => b.decisionTask().workflowExecutionCompleted()],
    ['failed', (b) => b.decisionTask().workflowExecutionFailed()],
    ['canceled', (b) => b.decisionTask().workflowExecutionCanceled()],
    ['continued_as_new', (b) => b.decisionTask().workflowExecutionContinuedAsNew()],
    ['timed_out', (b) => b.workflowExecutionTimedOut()],
    ['terminated', (b) => b.workflowExecutionTerminated()],
  ];

  it.each(close)('is true of a run that has %s', (state, end) => {
    const history = end(new HistoryBuilder()).build();
    expect(history.finished).toBe(true);
    expect(history.compile().workflowExecution).toMatchObject({ state, open: false, closeStatus: state.toUpperCase() });
  });

  it('is false of an open run', () => {
    expect(new HistoryBuilder().build().finished).toBe(false);
    expect(new HistoryBuilder().decisionTask().completeWorkflowExecutionFailed().build().finished).toBe(false);
    const requested = new HistoryBuilder().workflowExecutionCancelRequested().build();
    expect([requested.last?.name, requested.finished]).toEqual(['WorkflowExecutionCancelRequested', false]);
  });
});

describe('a history that is newest first', () => {
  const reversed = History.from([...chain.events].reverse());

  it('keeps its order, and compiles the same', () => {
    expect(ids(reversed)).toEqual(chain.events.map(({ eventId }) => eventId).reverse());
    expect([reversed.first?.id, reversed.last?.id, reversed.finished]).toEqual([17, 1, true]);
    expect(ids(reversed.latest(2))).toEqual([17, 16]);
    expect(reversed.verify()).toEqual([]);
    expect(snapshot(reversed.compile())).toEqual(snapshot(History.from(chain).compile()));
    expect(ids(reversed.reversed)).toEqual(chain.events.map(({ eventId }) => eventId));
    expect(ids(History.from(chain).reversed.slice(0, 3))).toEqual([17, 16, 15]);
    expect(ids(History.from(chain.events.slice(0, 2).reverse()).append(chain.events.slice(2, 3)))).toEqual([3, 2, 1]);
  });

  it('grows at its newest end', () => {
    const shorter = History.from(chain.events.slice(0, 12).reverse());
    const longer = shorter.append(chain.events.slice(12));
    expect(ids(longer)).toEqual(ids(reversed));
    expect(longer.compile().workflowExecution.state).toBe('completed');
  });
});

describe('newEvents', () => {
  it('starts after the last completed decision task, not after one that timed out', () => {
    const builder = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t');
    builder.decisionTaskStarted().decisionTaskTimedOut().decisionTaskStarted();
    const history = builder.build();
    expect(history.previousStartedEventId).toBe(3);
    expect(ids(history.newEvents)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('starts after the decision task that a partial history begins or ends with', () => {
    const history = new HistoryBuilder().decisionTask().timerStarted('t').build();
    for (const [start, end] of [
      [3, 4],
      [3, 5],
      [0, 4],
    ]) {
      expect(history.slice(start, end).previousStartedEventId).toBe(3);
    }
  });

  it('starts with the first event if no task says where it was started', () => {
    const { events } = new HistoryBuilder().decisionTask().timerStarted('t').timerFired('t').build();
    const raw = events.map(({ raw: { ...event } }) => {
      if (event.eventType === 'DecisionTaskCompleted')
        Object.assign(event, { decisionTaskCompletedEventAttributes: {} });
      return event;
    });
    const history = History.from(raw);
    expect(history.previousStartedEventId).toBe(0);
    expect(history.newEvents).toHaveLength(raw.length);
  });

  it('starts after previousStartedEventId if it was given', () => {
    expect(History.from(chain.events, { previousStartedEventId: 15 }).newEvents.map(({ id }) => id)).toEqual([16, 17]);
    expect(History.from({ ...chain, previousStartedEventId: 0 }).newEvents).toHaveLength(17);
    expect(ids(History.from(chain.events).slice(0, 2).newEvents)).toEqual([1, 2]);
    expect(History.from({ ...chain, previousStartedEventId: null } as never).previousStartedEventId).toBe(15);
  });
});

describe('an unknown event type', () => {
  it('keeps its place, and is no violation', () => {
    const unknown: RawEvent = { eventId: 18, eventType: 'WorkflowExecutionPaused', eventTimestamp: 2e9 };
    const history = History.from(chain.events.slice(0, 16)).append([{ ...unknown, eventId: 17 }]);
    expect(history.last).toMatchObject({ name: 'WorkflowExecutionPaused', type: 'Unknown' });
    expect(history.verify()).toEqual([]);
    expect(history.filter({ type: 'Unknown' })).toHaveLength(1);
    expect(History.from([...chain.events, unknown]).verify()).toMatchObject([{ kind: 'after_close', eventId: 18 }]);
  });
});
