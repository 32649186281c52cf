import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

describe('HistoryBuilder of a run with settings of its own', () => {
  const workflowType = { name: 'order', version: '2.0' };
  const settings = { workflowType, childPolicy: 'ABANDON', taskList: 'orders', taskPriority: 7 } as const;
  const begun = () => new HistoryBuilder(settings).decisionTask();
  const scheduled = (builder: HistoryBuilder) =>
    builder
      .build()
      .filter({ name: 'DecisionTaskScheduled' })
      .map(({ attributes: { taskList, scheduleToStartTimeout } }) => [taskList?.name, scheduleToStartTimeout]);
  const orders = ['orders', 'NONE'];

  it('gives each decision task the priority of the run', () => {
    const tasks = begun().workflowExecutionSignaled('s').build().filter({ name: 'DecisionTaskScheduled' });
    expect(tasks.map(({ attributes }) => attributes.taskPriority)).toEqual(['7', '7']);
  });

  it('names the type of the run as that of the next one', () => {
    expect(begun().workflowExecutionContinuedAsNew().build().last?.attributes).toMatchObject({ workflowType });
    const newer = { name: 'order', version: '3.0' };
    const continued = begun().workflowExecutionContinuedAsNew({ workflowType: newer });
    expect(continued.build().last?.attributes).toMatchObject({ workflowType: newer });
  });

  it('closes it with the child policy of the run, unless a test gives another', () => {
    const policyOf = (builder: HistoryBuilder) => Reflect.get(builder.build().last?.attributes ?? {}, 'childPolicy');
    expect(policyOf(begun().workflowExecutionTimedOut())).toBe('ABANDON');
    expect(policyOf(begun().workflowExecutionTerminated())).toBe('ABANDON');
    expect(policyOf(begun().workflowExecutionTerminated({ childPolicy: 'REQUEST_CANCEL' }))).toBe('REQUEST_CANCEL');
  });

  it('schedules all decision tasks on the list that a decider moves them to', () => {
    const moved = new HistoryBuilder(settings)
      .decisionTask({ taskList: 'moved' })
      .workflowExecutionSignaled('s')
      .decisionTask()
      .startTimerFailed('t')
      .decisionTaskStarted()
      .decisionTaskTimedOut();
    expect(scheduled(moved)).toEqual([orders, ['moved', 'NONE'], ['moved', 'NONE'], ['moved', 'NONE']]);
  });

  it.each([
    ['not started', 'SCHEDULE_TO_START'],
    ['not completed', 'START_TO_CLOSE'],
  ] as const)('schedules them on a sticky list until one is %s in time', (_, timeoutType) => {
    const sticky = { taskList: 'sticky', taskListScheduleToStartTimeout: 5 } as const;
    const builder = new HistoryBuilder(settings)
      .decisionTask(sticky)
      .workflowExecutionSignaled('s')
      .decisionTask()
      .workflowExecutionSignaled('s');
    if (timeoutType === 'START_TO_CLOSE') builder.decisionTaskStarted();
    builder.decisionTaskTimedOut({ timeoutType });
    expect(scheduled(builder)).toEqual([orders, ['sticky', '5'], ['sticky', '5'], orders]);
  });

  it('stays on a sticky list when a decision task times out that waited elsewhere', () => {
    const builder = new HistoryBuilder(settings)
      .decisionTaskStarted()
      .workflowExecutionSignaled('s')
      .decisionTaskCompleted({ taskList: 'sticky', taskListScheduleToStartTimeout: 5 })
      .decisionTaskStarted()
      .decisionTaskTimedOut();
    expect(scheduled(builder)).toEqual([orders, orders, ['sticky', '5']]);
  });
});
