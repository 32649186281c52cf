import {
  type Decision,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RegisterActivityTypeCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { startTestConsole, type TestConsole } from './console.js';

const domain = 'orders';

/** The input of every execution. */
const INPUT = '{"order":"o-1","total":12345678901234567890,"lines":[{"sku":"A1"},{"sku":"B7"}]}';

export const complete: Decision = { decisionType: 'CompleteWorkflowExecution' };

export const schedule = (activityId: string, taskList: string): Decision => ({
  decisionType: 'ScheduleActivityTask',
  scheduleActivityTaskDecisionAttributes: {
    activityId,
    activityType: { name: 'charge-card', version: '1.0' },
    taskList: { name: taskList },
  },
});

/** Starts a console in which activities of type `charge-card@1.0` can be scheduled. */
export async function startPlayedConsole(): Promise<TestConsole> {
  const test = await startTestConsole();
  await test.client.send(
    new RegisterActivityTypeCommand({
      domain,
      name: 'charge-card',
      version: '1.0',
      defaultTaskList: { name: 'payments' },
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: 'NONE',
    }),
  );
  return test;
}

/** Plays the clients, deciders and workers of a test console. */
export class Player {
  readonly #test: TestConsole;

  constructor(test: TestConsole) {
    this.#test = test;
  }

  /** Starts an execution on a task list of its own, so that tests do not take each other's tasks. */
  async start(workflowId: string, settings: object = {}): Promise<void> {
    const workflowType = { name: 'order', version: '1.0' };
    const taskList = { name: workflowId };
    const started = { domain, workflowId, workflowType, taskList, input: INPUT, ...settings };
    await this.#test.client.send(new StartWorkflowExecutionCommand(started));
  }

  async decide(workflowId: string, decisions: readonly Decision[], executionContext?: string): Promise<void> {
    const { taskToken } = await this.#test.client.send(
      new PollForDecisionTaskCommand({ domain, taskList: { name: workflowId }, identity: 'decider-1' }),
    );
    await this.#test.client.send(
      new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [...decisions], executionContext }),
    );
  }

  async signal(workflowId: string, signalName: string): Promise<void> {
    await this.#test.client.send(new SignalWorkflowExecutionCommand({ domain, workflowId, signalName }));
  }

  async failActivity(taskList: string): Promise<void> {
    const { taskToken } = await this.#test.client.send(
      new PollForActivityTaskCommand({ domain, taskList: { name: taskList } }),
    );
    await this.#test.client.send(
      new RespondActivityTaskFailedCommand({ taskToken, reason: 'declined', details: 'no money' }),
    );
  }

  /** An execution whose activity fails once and is scheduled again. */
  async playRetry(workflowId: string): Promise<void> {
    const { clock } = this.#test.service;
    await this.start(workflowId);
    await this.decide(workflowId, [
      schedule('charge', workflowId),
      { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: 'patience', startToFireTimeout: '900' } },
    ]);
    await clock.advance({ seconds: 4 });
    await this.failActivity(workflowId);
    await this.decide(workflowId, [schedule('charge', workflowId)]);
    await clock.advance({ seconds: 60 });
  }
}
