import { schedule, scheduleLambda, signalExternal, startChild, startTimer } from '../decisions.js';
import { decided, ORDER, order, type Scenario } from './scenario.js';

/** Decisions that SWF refuses. */
export const refusalScenarios: readonly Scenario[] = [
  {
    code: 'DECIDES_IN_CIRCLES',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () => {
      const builder = order();
      for (let round = 0; round < 5; round++) {
        decided(builder).scheduleActivityTaskFailed('charge-1', {
          activityType: { name: 'charge-card', version: '2.0' },
        });
      }
      return builder.build();
    },
    waited: 2,
    played: async (world) => {
      for (let round = 0; round < 5; round++) {
        await world.decide([schedule('charge-1', { activityType: { name: 'charge-card', version: '2.0' } })]);
        await world.clock.advance({ seconds: 2 });
      }
    },
  },
  {
    code: 'LIMIT_REACHED',
    severity: 'warning',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order())
          .timerStarted('patience', { startToFireTimeout: 600 })
          .startTimerFailed('reminder', { cause: 'OPEN_TIMERS_LIMIT_EXCEEDED' }),
      ).build(),
    waited: 10,
    options: { limits: { openTimers: 1 } },
    played: async (world) => {
      await world.decide([startTimer('patience', 600), startTimer('reminder', 60)]);
      await world.decide([]);
      await world.clock.advance({ seconds: 10 });
    },
  },
  {
    code: 'THROTTLED',
    severity: 'warning',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order())
          .startChildWorkflowExecutionInitiated('parcel-0', { workflowType: ORDER })
          .startChildWorkflowExecutionFailed('parcel-500', {
            workflowType: ORDER,
            cause: 'CHILD_CREATION_RATE_EXCEEDED',
          })
          .childWorkflowExecutionStarted('parcel-0'),
      ).build(),
    waited: 30,
    options: { throttling: true },
    played: async (world) => {
      // SWF permits 500 at once.
      await world.decide(Array.from({ length: 501 }, (_, index) => startChild(`parcel-${index}`)));
      await world.decide([]);
      await world.clock.advance({ seconds: 30 });
    },
  },
  {
    code: 'DECISION_REFUSED',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order()).scheduleActivityTaskFailed('charge-1', {
          activityType: { name: 'charge-card', version: '2.0' },
        }),
      ).build(),
    waited: 3600,
    facts: { types: [{ kind: 'activity', name: 'charge-card', version: '2.0', status: 'REGISTERED' }] },
    played: async (world) => {
      await world.decide([schedule('charge-1', { activityType: { name: 'charge-card', version: '2.0' } })]);
      await world.decide([]);
      await world.clock.advance({ seconds: 3600 });
    },
  },
  {
    code: 'CHILD_MISSING',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order()).startChildWorkflowExecutionFailed('parcel-1', {
          workflowType: { name: 'order', version: '9.9' },
        }),
      ).build(),
    waited: 3600,
    played: async (world) => {
      await world.decide([startChild('parcel-1', '9.9')]);
      await world.decide([]);
      await world.clock.advance({ seconds: 3600 });
    },
  },
  {
    code: 'LAMBDA_CANNOT_START',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order()).lambdaFunctionScheduled('resize-1', { name: 'resize' }).startLambdaFunctionFailed('resize-1'),
      ).build(),
    waited: 120,
    played: async (world) => {
      await world.decide([scheduleLambda('resize-1', 'resize')]);
      await world.decide([]);
      await world.clock.advance({ seconds: 120 });
    },
  },
  {
    code: 'EXTERNAL_FAILED',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(
        decided(order())
          .signalExternalWorkflowExecutionInitiated('stock-7', 'release')
          .signalExternalWorkflowExecutionFailed('stock-7'),
      ).build(),
    waited: 120,
    played: async (world) => {
      await world.decide([signalExternal('stock-7', 'release')]);
      await world.decide([]);
      await world.clock.advance({ seconds: 120 });
    },
  },
];
