import { type CompiledHistory, eventTypes, History, type RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { timeline, toSVG } from '@swf/history/timeline';
import { SwfError } from '@swf/settings/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomHistory } from '../support/random-history.js';
import { snapshot } from '../support/snapshot.js';

const values = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined), fc.integer({ min: -2, max: 60 }));

it('a history with garbage in its attributes throws nothing but SwfErrors', () => {
  fc.assert(
    fc.property(
      randomHistory(50),
      fc.array(fc.tuple(fc.nat(), fc.nat(), values), { minLength: 1, maxLength: 4 }),
      (history, changes) => {
        const events = history.events.map(({ raw }) => ({ ...raw }) as Record<string, unknown>);
        for (const [pick, member, value] of changes) {
          const event = events[pick % events.length] as Record<string, unknown>;
          const key = Object.keys(event).find((name) => name.endsWith('Attributes')) as string;
          const attributes = event[key] as Record<string, unknown> | undefined;
          const names = Object.keys(attributes ?? {});
          if (names.length === 0) event[key] = value;
          else event[key] = { ...attributes, [names[member % names.length] as string]: value };
        }
        const changed = History.from(events as RawEvent[]);
        const violations = changed.verify();
        try {
          snapshot(changed.compile());
          expect(toSVG(timeline(changed))).toContain('</svg>');
          expect(violations).toEqual([]);
        } catch (error) {
          if (!SwfError.is(error)) throw error;
          expect(violations.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('a history without times compiles and can be drawn', () => {
  const events = [
    { eventId: 1, eventType: 'WorkflowExecutionStarted' },
    { eventId: 2, eventType: 'DecisionTaskScheduled' },
  ];
  const history = History.from(events);
  expect(history.compile().pendingDecisionTask?.scheduledEventId).toBe(2);
  expect(toSVG(timeline(history))).toContain('empty history');
});

it('a history in which any one event lacks its time compiles and can be drawn', () => {
  const { events } = new HistoryBuilder()
    .decisionTask()
    .activityTaskScheduled('a')
    .activityTaskStarted('a')
    .activityTaskFailed('a')
    .decisionTask()
    .workflowExecutionCompleted()
    .build()
    .toJSON();
  for (const [index, event] of events.entries()) {
    const history = History.from(events.with(index, { ...event, eventTimestamp: undefined }));
    const svg = toSVG(timeline(history));
    expect(svg).not.toMatch(/NaN|Invalid/);
    expect(svg).not.toContain('open since');
    const { scheduleToCloseInSeconds } = history.compile().activityTasks.get('a') ?? {};
    expect([2, undefined]).toContain(scheduleToCloseInSeconds);
  }
});

const withAttributes = (attributes: object) =>
  History.from([
    { eventId: 1, eventType: 'WorkflowExecutionStarted', workflowExecutionStartedEventAttributes: attributes },
  ] as readonly object[]).compile().workflowExecution;

it.each(['eu', 5, {}, null])('a tag list of %j counts as empty', (tagList) => {
  expect(withAttributes({ tagList }).tagList).toEqual([]);
});

it('timeouts and priorities that are not strings count as absent', () => {
  const wrong = { toString: '' };
  const execution = withAttributes({ executionStartToCloseTimeout: wrong, taskPriority: wrong });
  expect([execution.executionStartToCloseTimeout, execution.taskPriority]).toEqual([undefined, undefined]);
});

it('times and names of the wrong type count as absent', () => {
  const started = { eventId: 1, eventType: 'WorkflowExecutionStarted' };
  const untimed = History.from([{ ...started, eventTimestamp: { toString: '' } }] as readonly object[]);
  expect(untimed.verify()).toMatchObject([{ kind: 'time', message: expect.stringContaining('which cannot be read') }]);
  const attributes = { workflowType: { name: 5 } };
  const nameless = { ...started, eventTimestamp: 1, workflowExecutionStartedEventAttributes: attributes };
  expect(toSVG(timeline(History.from([nameless])))).toContain('Timeline of execution');
});

it('null counts as absent', () => {
  const execution = withAttributes({ executionStartToCloseTimeout: null, taskPriority: null });
  expect([execution.executionStartToCloseTimeout, execution.taskPriority]).toEqual([undefined, undefined]);
  const requested = History.from([
    { eventId: 1, eventType: 'WorkflowExecutionStarted' },
    {
      eventId: 2,
      eventType: 'WorkflowExecutionCancelRequested',
      workflowExecutionCancelRequestedEventAttributes: {
        externalWorkflowExecution: null,
        externalInitiatedEventId: null,
        cause: null,
      },
    },
  ] as RawEvent[]);
  expect(requested.compile().workflowExecution.cancelRequests[0]?.origin).toEqual({
    kind: 'API',
    workflowExecution: undefined,
    initiatedEventId: 0,
  });
});

it.each(['__proto__', 'constructor', '\ud800'])('%j is an id, a name and an event type like any other', (word) => {
  const builder = new HistoryBuilder().decisionTask().activityTaskScheduled(word).timerStarted(word);
  const history = builder.markerRecorded(word).workflowExecutionSignaled(word).build();
  const unknown = history.append([{ eventId: history.length + 1, eventType: word }]);
  const { activityTasks, timers, markers, signals } = unknown.compile();
  for (const entities of [activityTasks, timers, markers, signals]) {
    expect([entities.size, entities.has(word), entities.has('other')]).toEqual([1, true, false]);
  }
  expect(unknown.last).toMatchObject({ name: word, type: 'Unknown', attributes: {} });
  expect(toSVG(timeline(unknown))).not.toContain('\ud800');
});

it('a history in epoch milliseconds with null for absent members, as Jackson writes it, reads like the original', () => {
  const builder = new HistoryBuilder({ tagList: ['eu'] }).decisionTask({ executionContext: 'step' });
  const history = builder
    .activityTaskScheduled('a', { taskPriority: 3 })
    .startChildWorkflowExecutionInitiated('c')
    .activityTaskStarted('a')
    .activityTaskFailed('a', { reason: 'no' })
    .decisionTask()
    .activityTaskScheduled('a')
    .activityTaskCancelRequested('a')
    .build();
  const members = Object.keys(eventTypes).map(
    (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}EventAttributes`,
  );
  const attributes = {
    input: null,
    details: null,
    control: null,
    identity: null,
    executionContext: null,
    tagList: null,
  };
  const dumped = history.events.map(({ raw, timestamp }) => ({
    ...Object.fromEntries(members.map((member) => [member, null])),
    ...Object.fromEntries(
      Object.entries(raw).map(([name, value]) => [name, members.includes(name) ? { ...attributes, ...value } : value]),
    ),
    eventTimestamp: timestamp.getTime(),
  }));
  const read = History.from({ events: JSON.parse(JSON.stringify(dumped)), previousStartedEventId: null } as never);
  expect(read.verify()).toEqual([]);
  const facts = ({
    workflowExecution,
    activityTasks,
    childWorkflowExecutions,
    latestExecutionContext,
  }: CompiledHistory) =>
    [workflowExecution, ...activityTasks.all(), ...childWorkflowExecutions]
      .map((entity) => ({ ...entity, events: entity.events.map(String) }) as object)
      .concat({ latestExecutionContext });
  expect(facts(read.compile())).toEqual(facts(history.compile()));
  expect(read.last?.timestamp).toEqual(history.last?.timestamp);
});

it('verify reports times that fit no unit', () => {
  const events = [
    { eventId: 1, eventType: 'WorkflowExecutionStarted', eventTimestamp: 1_500_000_000_000_000 },
    { eventId: 2, eventType: 'DecisionTaskScheduled', eventTimestamp: 1_500_000_000_000_000 },
  ];
  expect(History.from(events).verify()).toMatchObject([
    { kind: 'time', message: expect.stringContaining('has 1500000000000000 as its time, which cannot be read') },
    { kind: 'time', eventId: 2 },
  ]);
});
