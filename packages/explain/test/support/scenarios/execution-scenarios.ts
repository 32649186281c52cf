import { History } from '@swf/history';
import { fail, recordMarker, schedule, startTimer } from '../decisions.js';
import { CHARGE_CARD, decided, order, type Scenario } from './scenario.js';

const QUESTION = JSON.stringify({
  state: { phase: 'approving' },
  $waiting: [{ step: 'approval', id: 'approval-1', details: { amount: 460 }, since: '2026-01-01T00:00:00Z' }],
});

const without = (history: History, eventId: number) =>
  History.from(history.events.filter(({ id }) => id !== eventId).map(({ raw }) => raw));

/** What concerns an execution as a whole. */
export const executionScenarios: readonly Scenario[] = [
  {
    code: 'CANCEL_UNANSWERED',
    severity: 'warning',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order()).timerStarted('patience', { startToFireTimeout: 86_400 }).workflowExecutionCancelRequested(),
      ).build(),
    waited: 600,
    played: async (world) => {
      await world.decide([startTimer('patience', 86_400)]);
      await world.requestCancel();
      await world.decide([]);
      await world.clock.advance({ seconds: 600 });
    },
  },
  {
    code: 'NO_PENDING_WORK',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(decided(order()).timerStarted('patience', { startToFireTimeout: 1 }).timerFired('patience')).build(),
    waited: 3600,
    facts: { signals: ['approve'] },
    played: async (world) => {
      await world.decide([startTimer('patience', 1)]);
      await world.clock.advance({ seconds: 1 });
      await world.decide([]);
      await world.clock.advance({ seconds: 3600 });
    },
  },
  {
    code: 'HISTORY_NEARLY_FULL',
    severity: 'warning',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () => {
      const builder = decided(order()).timerStarted('patience', { startToFireTimeout: 86_400 });
      const { events } = builder.markerRecorded('progress').build().toJSON();
      const markers = Array.from({ length: 20_500 }, (_, index) => ({
        ...events[5],
        eventId: events.length + 1 + index,
      }));
      return History.from([...events, ...markers]);
    },
    waited: 7200,
    played: async (world) => {
      const markers = Array.from({ length: 6900 }, () => recordMarker('progress'));
      await world.decide([startTimer('patience', 86_400), ...markers]);
      for (const _ of [1, 2]) {
        await world.signal('measured');
        await world.decide(markers);
      }
      await world.clock.advance({ seconds: 7200 });
    },
  },
  {
    code: 'EXECUTION_TIMEOUT',
    severity: 'soon',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(order({ executionStartToCloseTimeout: 7200 }))
        .timerStarted('patience', { startToFireTimeout: 86_400 })
        .build(),
    waited: 5880,
    settings: { executionStartToCloseTimeout: '7200' },
    played: async (world) => {
      await world.decide([startTimer('patience', 86_400)]);
      await world.clock.advance({ seconds: 5880 });
    },
  },
  {
    code: 'WAITS_FOR_SIGNAL',
    severity: 'info',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () => decided(order(), { executionContext: QUESTION }).build(),
    waited: 3600,
    played: async (world) => {
      await world.decide([], QUESTION);
      await world.clock.advance({ seconds: 3600 });
    },
  },
  {
    code: 'WAITS_FOR_TIMER',
    severity: 'info',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(order())
        .timerStarted('patience', { startToFireTimeout: 3600 })
        .timerStarted('reminder', { startToFireTimeout: 600 })
        .build(),
    waited: 60,
    played: async (world) => {
      await world.decide([startTimer('patience', 3600), startTimer('reminder', 600)]);
      await world.clock.advance({ seconds: 60 });
    },
  },
  {
    code: 'CLOSED_BECAUSE',
    severity: 'warning',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order())
          .activityTaskScheduled('charge-1', { activityType: CHARGE_CARD, taskList: 'payments' })
          .timerStarted('patience', { startToFireTimeout: 600 })
          .activityTaskStarted('charge-1', { identity: 'worker-1' })
          .activityTaskFailed('charge-1', { reason: 'CardDeclined', details: 'insufficient funds' }),
      )
        .workflowExecutionFailed({ reason: 'the order cannot be paid' })
        .build(),
    waited: 60,
    played: async (world) => {
      await world.decide([schedule('charge-1'), startTimer('patience', 600)]);
      const { taskToken } = await world.startActivity();
      await world.failActivity(taskToken, 'CardDeclined', 'insufficient funds');
      await world.decide([fail('the order cannot be paid')]);
      await world.clock.advance({ seconds: 60 });
    },
  },
  {
    code: 'HISTORY_INVALID',
    severity: 'warning',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      without(
        decided(order())
          .timerStarted('patience', { startToFireTimeout: 3600 })
          .workflowExecutionSignaled('hurry')
          .build(),
        6,
      ),
    waited: 5,
    played: async (world) => {
      await world.decide([startTimer('patience', 3600)]);
      await world.signal('hurry');
      await world.clock.advance({ seconds: 5 });
    },
    read: (history) => without(history, 6),
  },
];
