import type {
  ActivityTaskScheduledEventAttributes,
  HistoryEvent,
  EventType as SdkEventType,
  TimerFiredEventAttributes,
} from '@aws-sdk/client-swf';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  type AnyEvent,
  type AttributesOf,
  type CompiledActivityTask,
  type EntityType,
  Event,
  type EventName,
  type EventState,
  type FailedDecision,
  History,
  type RawEvent,
  type StateOf,
} from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expectTypeOf, it } from 'vitest';

describe('attributes by event name', () => {
  it('has exactly the event types of the SDK', () => {
    expectTypeOf<EventName>().toEqualTypeOf<SdkEventType>();
  });

  it('has the types of the SDK', () => {
    expectTypeOf<AttributesOf['TimerFired']>().toEqualTypeOf<TimerFiredEventAttributes>();
    expectTypeOf<Event<'ActivityTaskScheduled'>['attributes']>().toEqualTypeOf<ActivityTaskScheduledEventAttributes>();
  });

  it('types the causes of failed decisions', () => {
    const causes = (history: History) => history.compile().failedDecisions.map(({ attributes: { cause } }) => cause);
    expectTypeOf(causes).returns.items.toExtend<string | undefined>();
    expectTypeOf<FailedDecision['name']>().toExtend<EventName>();
  });

  it('narrows when the name is compared', () => {
    const read = (event: AnyEvent) => {
      if (event.name === 'ActivityTaskScheduled') {
        expectTypeOf(event.attributes).toEqualTypeOf<ActivityTaskScheduledEventAttributes>();
      }
      // @ts-expect-error most event types have no activityId
      event.attributes.activityId;
    };
    expectTypeOf(read).toBeFunction();
  });

  it('narrows when the type is compared', () => {
    const read = (event: AnyEvent) => {
      if (event.type === 'Timer') expectTypeOf(event.attributes.timerId).toEqualTypeOf<string | undefined>();
      if (event.name === 'TimerFired') expectTypeOf(event.type).toEqualTypeOf<'Timer' | 'Unknown'>();
    };
    expectTypeOf(read).toBeFunction();
  });

  it('narrows with is()', () => {
    const event: Event = new Event({ eventId: 1, eventType: 'TimerFired' });
    if (event.is('TimerFired')) expectTypeOf(event.attributes.timerId).toEqualTypeOf<string | undefined>();
    // @ts-expect-error there is no such event type
    event.is('TimerExploded');
  });
});

describe('history.filter', () => {
  const history = History.from([]);

  it('narrows the events to the name', () => {
    const fired = history.filter({ name: 'TimerFired' });
    expectTypeOf(fired).toEqualTypeOf<readonly Event<'TimerFired'>[]>();
    expectTypeOf(fired[0]?.attributes.timerId).toEqualTypeOf<string | undefined>();
    const name: 'TimerFired' | 'TimerCanceled' = Date.now() > 0 ? 'TimerFired' : 'TimerCanceled';
    expectTypeOf(history.filter({ name })[0]?.attributes.startedEventId).toEqualTypeOf<number | undefined>();
    expectTypeOf(history.filter({ state: 'started' })).toEqualTypeOf<readonly AnyEvent[]>();
  });

  it('takes types and states from variables', () => {
    const filter: { type?: EntityType | undefined; state?: EventState } = {};
    expectTypeOf(history.filter).toBeCallableWith(filter);
    expectTypeOf<StateOf['Timer']>().toExtend<EventState>();
    expectTypeOf<Event['state']>().toEqualTypeOf<EventState>();
  });

  it('refuses unknown names, types and states', () => {
    // @ts-expect-error there is no such state
    history.filter({ state: 'complete' });
    // @ts-expect-error there is no such type
    history.filter({ type: 'Activity' });
    // @ts-expect-error there is no such event type
    history.filter({ name: 'TimerExploded' });
    // @ts-expect-error an event has no such member
    history.filter({ activityId: 'a' });
  });
});

describe('parse', () => {
  const event: Event = new Event({ eventId: 1, eventType: 'ActivityTaskCompleted' });
  const task = History.from([]).compile().activityTasks.get('a');
  interface Receipt {
    readonly amount: number;
  }

  it('has the type of its argument, which may be missing', () => {
    expectTypeOf(event.parse('result')).toEqualTypeOf<unknown>();
    expectTypeOf(event.parse<Receipt>('result')).toEqualTypeOf<Receipt | undefined>();
    expectTypeOf(task?.parse<Receipt>('result')).toEqualTypeOf<Receipt | undefined>();
  });

  it('has the type that a schema makes of it', () => {
    const schema = {} as StandardSchemaV1<{ readonly amount: string }, Receipt>;
    const read = () => event.parse('result', schema);
    expectTypeOf(read).returns.toEqualTypeOf<Receipt>();
    expectTypeOf((entity: CompiledActivityTask) => entity.parse('result', schema)).returns.toEqualTypeOf<Receipt>();
  });
});

describe('arguments', () => {
  it('histories take the events of the SDK and of a JSON file', () => {
    expectTypeOf<HistoryEvent>().toExtend<RawEvent>();
    expectTypeOf(History.from).toBeCallableWith([
      { eventId: 1, eventTimestamp: 1508259876.115, eventType: 'TimerFired' },
    ]);
    // @ts-expect-error an event has no such id
    History.from([{ eventId: '1', eventType: 'TimerFired' }]);
  });

  it('builders take JSON payloads, and timeouts in seconds', () => {
    const builder = new HistoryBuilder({ input: { sku: 'A1' }, taskList: 'orders' }).decisionTask();
    builder.activityTaskScheduled('a', {
      input: [1],
      startToCloseTimeout: 30,
      heartbeatTimeout: 'NONE',
      taskPriority: -1,
    });
    // @ts-expect-error timeouts are numbers of seconds
    builder.timerStarted('t', { startToFireTimeout: '30' });
    // @ts-expect-error the builder fills in event ids
    builder.activityTaskCompleted('a', { scheduledEventId: 5 });
  });
});

describe('compiled entities', () => {
  it('have the states of their lifecycle', () => {
    expectTypeOf<CompiledActivityTask['state']>().toEqualTypeOf<
      | 'scheduled'
      | 'started'
      | 'cancel_requested'
      | 'completed'
      | 'failed'
      | 'timed_out'
      | 'canceled'
      | 'schedule_failed'
    >();
    const state = History.from([]).compile();
    expectTypeOf(state.activityTasks.get('a')?.state).toEqualTypeOf<CompiledActivityTask['state'] | undefined>();
    // @ts-expect-error decision tasks are known by the id of the event they began with
    state.decisionTasks.get('a');
  });
});
