import {
  type Decision,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RegisterActivityTypeCommand,
  RegisterWorkflowTypeCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';

/** A domain whose deciders and workers are played by a test, one task at a time. */
export class Orders {
  readonly #client: Pick<SWFClient, 'send'>;

  constructor(client: Pick<SWFClient, 'send'>) {
    this.#client = client;
  }

  async registerWorkflowType(name: string, version = '1.0', taskList = 'orders'): Promise<void> {
    await this.#send(
      new RegisterWorkflowTypeCommand({
        domain: 'orders',
        name,
        version,
        description: `The workflow ${name}`,
        defaultTaskList: { name: taskList },
        defaultTaskStartToCloseTimeout: '60',
        defaultExecutionStartToCloseTimeout: '86400',
        defaultChildPolicy: 'TERMINATE',
      }),
    );
  }

  async registerActivityType(name: string, taskList: string, version = '1.0'): Promise<void> {
    await this.#send(
      new RegisterActivityTypeCommand({
        domain: 'orders',
        name,
        version,
        defaultTaskList: { name: taskList },
        defaultTaskScheduleToStartTimeout: 'NONE',
        defaultTaskScheduleToCloseTimeout: 'NONE',
        defaultTaskStartToCloseTimeout: '300',
        defaultTaskHeartbeatTimeout: 'NONE',
      }),
    );
  }

  async start(
    workflowId: string,
    options: {
      readonly type?: string;
      readonly version?: string;
      readonly input?: unknown;
      readonly tags?: string[];
    } = {},
  ): Promise<string> {
    const { type = 'order', version = '1.0', input, tags } = options;
    const { runId = '' } = await this.#send(
      new StartWorkflowExecutionCommand({
        domain: 'orders',
        workflowId,
        workflowType: { name: type, version },
        ...(input !== undefined && { input: typeof input === 'string' ? input : JSON.stringify(input) }),
        ...(tags && { tagList: tags }),
      }),
    );
    return runId;
  }

  async signal(workflowId: string, signalName: string, input?: unknown): Promise<void> {
    await this.#send(
      new SignalWorkflowExecutionCommand({ domain: 'orders', workflowId, signalName, input: JSON.stringify(input) }),
    );
  }

  /** Answers the next decision task. */
  async decide(decisions: readonly Decision[], context?: object, taskList = 'orders'): Promise<void> {
    const { taskToken } = await this.#send(
      new PollForDecisionTaskCommand({
        domain: 'orders',
        taskList: { name: taskList },
        identity: 'decider-1@ip-10-0-4-12',
        // The decisions are given: the history is not read.
        maximumPageSize: 1,
      }),
    );
    await this.#send(
      new RespondDecisionTaskCompletedCommand({
        taskToken,
        decisions: [...decisions],
        ...(context && { executionContext: JSON.stringify(context) }),
      }),
    );
  }

  /** Takes the next activity task of a list, and returns what answers it. */
  async take(
    taskList: string,
    identity = `${taskList}-worker@ip-10-0-4-20`,
  ): Promise<{ complete(result?: unknown): Promise<void>; fail(reason: string, details?: string): Promise<void> }> {
    const { taskToken } = await this.#send(
      new PollForActivityTaskCommand({ domain: 'orders', taskList: { name: taskList }, identity }),
    );
    return {
      complete: async (result) => {
        await this.#send(new RespondActivityTaskCompletedCommand({ taskToken, result: JSON.stringify(result) }));
      },
      fail: async (reason, details) => {
        await this.#send(new RespondActivityTaskFailedCommand({ taskToken, reason, details }));
      },
    };
  }

  get #send(): SWFClient['send'] {
    return this.#client.send.bind(this.#client) as SWFClient['send'];
  }
}

/** A decision that schedules an activity. */
export function schedule(activityId: string, input?: unknown, taskList?: string): Decision {
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityId,
      activityType: { name: activityId, version: '1.0' },
      ...(input !== undefined && { input: JSON.stringify(input) }),
      ...(taskList !== undefined && { taskList: { name: taskList } }),
    },
  };
}

/** A decision that starts a timer. */
export function timer(timerId: string, seconds: number): Decision {
  return {
    decisionType: 'StartTimer',
    startTimerDecisionAttributes: { timerId, startToFireTimeout: String(seconds) },
  };
}

/** A decision that starts a child of type `shipment@1.0`. */
export function child(workflowId: string, input: unknown): Decision {
  return {
    decisionType: 'StartChildWorkflowExecution',
    startChildWorkflowExecutionDecisionAttributes: {
      workflowId,
      workflowType: { name: 'shipment', version: '1.0' },
      input: JSON.stringify(input),
    },
  };
}

/** A decision that records a marker. */
export function marker(markerName: string, details?: string): Decision {
  return { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName, details } };
}

/** A decision that completes the execution. */
export function complete(result: unknown): Decision {
  return {
    decisionType: 'CompleteWorkflowExecution',
    completeWorkflowExecutionDecisionAttributes: { result: JSON.stringify(result) },
  };
}

/** A decision that fails the execution. */
export function fail(reason: string, details?: string): Decision {
  return {
    decisionType: 'FailWorkflowExecution',
    failWorkflowExecutionDecisionAttributes: { reason, details },
  };
}
