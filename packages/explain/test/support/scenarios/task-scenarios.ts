import { schedule, scheduleLambda, startChild, startTimer } from '../decisions.js';
import { CHARGE_CARD, decided, order, type Scenario, started } from './scenario.js';

const ROLE = 'arn:aws:iam::123456789012:role/lambda';

/** Tasks and children that wait or run. */
export const taskScenarios: readonly Scenario[] = [
  {
    code: 'DECISION_WAITS',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'inferred',
    written: () =>
      decided(order())
        .timerStarted('patience', { startToFireTimeout: 60 })
        .advance({ seconds: 58 })
        .timerFired('patience')
        .build(),
    waited: 7080,
    facts: { pollers: [], pending: { decision: { deciders: 14 } } },
    played: async (world) => {
      await world.decide([startTimer('patience', 60)]);
      await world.clock.advance({ seconds: 60 + 7080 });
    },
  },
  {
    code: 'DECISION_TIMES_OUT',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () => {
      const builder = order();
      for (const identity of ['decider-1', 'decider-2', 'decider-1']) {
        builder.decisionTaskStarted({ identity }).advance({ seconds: 59 }).decisionTaskTimedOut();
      }
      return builder.build();
    },
    waited: 5,
    played: async (world) => {
      for (const identity of ['decider-1', 'decider-2', 'decider-1']) {
        await world.startDecision(identity);
        await world.clock.advance({ seconds: 60 });
      }
      await world.clock.advance({ seconds: 5 });
    },
  },
  {
    code: 'DECISION_RUNS',
    severity: 'info',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () => started(order()).build(),
    waited: 10,
    played: async (world) => {
      await world.startDecision();
      await world.clock.advance({ seconds: 10 });
    },
  },
  {
    code: 'ACTIVITY_WAITS',
    severity: 'blocked',
    certainty: 'fact',
    certaintyWithoutFacts: 'inferred',
    written: () =>
      decided(
        decided(order())
          .activityTaskScheduled('charge-1', { activityType: CHARGE_CARD, taskList: 'payments' })
          .activityTaskStarted('charge-1', { identity: 'worker-1' })
          .activityTaskCompleted('charge-1'),
      )
        .activityTaskScheduled('charge-2', { activityType: CHARGE_CARD, taskList: 'payments-eu' })
        .build(),
    waited: 7080,
    facts: {
      pollers: [{ kind: 'activity', taskList: 'payments', identity: 'worker-1' }],
      pending: { activity: { 'payments-eu': 14 } },
    },
    played: async (world) => {
      await world.decide([schedule('charge-1')]);
      const { taskToken } = await world.startActivity();
      await world.completeActivity(taskToken);
      await world.decide([schedule('charge-2', { taskList: { name: 'payments-eu' } })]);
      await world.clock.advance({ seconds: 7080 });
    },
  },
  {
    code: 'ACTIVITY_WITHOUT_DEADLINE',
    severity: 'blocked',
    certainty: 'inferred',
    certaintyWithoutFacts: 'inferred',
    written: () =>
      decided(order())
        .activityTaskScheduled('charge-1', { activityType: CHARGE_CARD, taskList: 'payments' })
        .activityTaskStarted('charge-1', { identity: 'worker-1' })
        .build(),
    waited: 10_800,
    played: async (world) => {
      await world.decide([schedule('charge-1')]);
      await world.startActivity();
      await world.clock.advance({ seconds: 10_800 });
    },
  },
  {
    code: 'ACTIVITY_RUNS',
    severity: 'info',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(order())
        .activityTaskScheduled('charge-1', {
          activityType: CHARGE_CARD,
          taskList: 'payments',
          startToCloseTimeout: 300,
          heartbeatTimeout: 60,
        })
        .activityTaskStarted('charge-1', { identity: 'worker-1' })
        .build(),
    waited: 45,
    played: async (world) => {
      await world.decide([schedule('charge-1', { startToCloseTimeout: '300', heartbeatTimeout: '60' })]);
      await world.startActivity();
      await world.clock.advance({ seconds: 45 });
    },
  },
  {
    code: 'LAMBDA_RUNS',
    severity: 'info',
    certainty: 'fact',
    certaintyWithoutFacts: 'fact',
    written: () =>
      decided(order())
        .lambdaFunctionScheduled('resize-1', { name: 'resize', startToCloseTimeout: 900 })
        .lambdaFunctionStarted('resize-1')
        .build(),
    waited: 30,
    options: { lambda: { functions: { resize: () => new Promise<never>(() => {}) } } },
    settings: { lambdaRole: ROLE },
    played: async (world) => {
      await world.decide([scheduleLambda('resize-1', 'resize')]);
      await world.clock.advance({ seconds: 30 });
    },
  },
  {
    code: 'CHILD_BLOCKS',
    severity: 'blocked',
    certainty: 'inferred',
    certaintyWithoutFacts: 'fact',
    severityWithoutFacts: 'info',
    written: () =>
      decided(
        decided(order()).startChildWorkflowExecutionInitiated('parcel-1').childWorkflowExecutionStarted('parcel-1'),
      ).build(),
    waited: 600,
    facts: {
      children: [
        {
          workflowId: 'parcel-1',
          findings: [
            {
              code: 'DECISION_WAITS',
              severity: 'blocked',
              certainty: 'inferred',
              subject: { type: 'DecisionTask', id: '2' },
              since: new Date('2026-01-01T00:00:03Z'),
              message: 'a decision task is scheduled on task list "children", and no decider has started it',
              details: [],
              evidence: [2],
              hint: 'start a decider on "children", or find out why its deciders are busy',
            },
          ],
        },
      ],
    },
    played: async (world) => {
      await world.decide([startChild('parcel-1')]);
      await world.decide([]);
      await world.clock.advance({ seconds: 600 });
    },
  },
];
