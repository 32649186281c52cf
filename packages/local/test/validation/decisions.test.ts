import { describe, expect, it } from 'vitest';
import { validationMessage as refusal } from './refusal.js';

describe('decisions', () => {
  const refusalOf = (...decisions: unknown[]) => refusal('RespondDecisionTaskCompleted', { taskToken: 't', decisions });
  const marker = { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'm' } };

  it('may be absent or empty', async () => {
    expect(await refusal('RespondDecisionTaskCompleted', { taskToken: 't' })).toBe('accepted');
    expect(await refusalOf()).toBe('accepted');
  });

  it.each(['CompleteWorkflowExecution', 'FailWorkflowExecution', 'CancelWorkflowExecution'])(
    '%s needs no attributes',
    async (decisionType) => {
      expect(await refusalOf(marker, { decisionType })).toBe('accepted');
    },
  );

  it.each([
    ['ScheduleActivityTask', ['activityType', 'activityId']],
    ['RequestCancelActivityTask', ['activityId']],
    ['StartTimer', ['timerId', 'startToFireTimeout']],
    ['CancelTimer', ['timerId']],
    ['RecordMarker', ['markerName']],
    ['StartChildWorkflowExecution', ['workflowType', 'workflowId']],
    ['SignalExternalWorkflowExecution', ['workflowId', 'signalName']],
    ['RequestCancelExternalWorkflowExecution', ['workflowId']],
    ['ScheduleLambdaFunction', ['id', 'name']],
  ])('%s requires %j, whether its attributes are missing or empty', async (decisionType, required) => {
    const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
    const errors = required.map(
      (name) =>
        `Value null at 'decisions.2.member.${member}.${name}' failed to satisfy constraint: Member must not be null`,
    );
    const count = `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected`;
    for (const attributes of [undefined, null, {}]) {
      expect(await refusalOf(marker, { decisionType, [member]: attributes })).toBe(`${count}: ${errors.join('; ')}`);
    }
  });

  it.each([
    'CompleteWorkflowExecution',
    'FailWorkflowExecution',
    'CancelWorkflowExecution',
    'ContinueAsNewWorkflowExecution',
  ])('%s must be the last decision', async (decisionType) => {
    expect(await refusalOf({ decisionType }, marker)).toBe('Close must be last decision in list');
    expect(await refusalOf({ decisionType }, { decisionType })).toBe('Close must be last decision in list');
  });

  it('have the attributes of other types checked too', async () => {
    expect(await refusalOf({ ...marker, startTimerDecisionAttributes: { timerId: 't' } })).toContain(
      "at 'decisions.1.member.startTimerDecisionAttributes.startToFireTimeout'",
    );
  });
});
