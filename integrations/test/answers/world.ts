import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand, SWFClient } from '@aws-sdk/client-swf';
import { ActivityTaskDecision, ChildWorkflowExecutionDecision } from '@swf/decisions';
import { type LocalServer, startLocalService, VirtualClock } from '@swf/local';
import { ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { type Forwarder, startForwarder } from '../../forwarder.js';
import { without } from './answer-members.js';

export const domain = new Domain('orders', { description: 'Orders', retentionPeriodInDays: 30 });

const ACTIVITY = {
  description: 'Charges a card',
  defaultTaskList: 'payments',
  defaultTaskPriority: 1,
  defaultTaskHeartbeatTimeout: 10,
  defaultTaskScheduleToStartTimeout: 20,
  defaultTaskStartToCloseTimeout: 30,
  defaultTaskScheduleToCloseTimeout: 40,
};

const WORKFLOW = {
  description: 'Ships an order',
  defaultTaskList: 'orders',
  defaultTaskPriority: 1,
  defaultChildPolicy: 'TERMINATE',
  defaultExecutionStartToCloseTimeout: 1000,
  defaultTaskStartToCloseTimeout: 100,
  defaultLambdaRole: 'role',
} as const;

/** An operation, and the path of the member that its answers lack. */
export type LeftOut = readonly [operation: string, path: string];

/**
 * A service with two of everything that is listed, every optional member of which has a value, and
 * a client whose answers lack one member.
 */
export class World implements AsyncDisposable {
  readonly client: SWFClient;
  /** Reaches the service itself. */
  readonly direct: SWFClient;
  /** Returns how many answers had the member. */
  readonly changedAnswers: () => number;
  readonly #service: LocalServer;
  readonly #forwarder: Forwarder;

  private constructor(service: LocalServer, forwarder: Forwarder, changedAnswers: () => number) {
    const { endpoint } = forwarder;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    this.#service = service;
    this.#forwarder = forwarder;
    this.changedAnswers = changedAnswers;
    this.direct = service.client({ maxAttempts: 1 });
    this.client = new SWFClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
    this.client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          // So that a decision task has more than one page.
          const size = commandName === 'PollForDecisionTaskCommand' ? { maximumPageSize: 2 } : {};
          return next({ ...args, input: { ...args.input, ...size } });
        },
      { step: 'initialize' },
    );
  }

  static async make(leftOut?: LeftOut): Promise<World> {
    const service = await startLocalService({ clock: new VirtualClock() });
    let changedAnswers = 0;
    const change = (operation: string, body: string) => {
      const changed = leftOut && operation === leftOut[0] && body !== '' ? without(body, leftOut[1]) : undefined;
      if (changed !== undefined) changedAnswers += 1;
      return changed ?? body;
    };
    const world = new World(service, await startForwarder(service, { change }), () => changedAnswers);
    await world.#fill();
    return world;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.#forwarder[Symbol.asyncDispose]();
    await this.#service.close();
  }

  /** Registers two of each kind, and starts a parent with two open and two closed children. */
  async #fill(): Promise<void> {
    const request = { client: this.direct };
    await domain.save(request);
    await new Domain('stock', { description: 'Stock', retentionPeriodInDays: 30 }).save(request);
    await domain.upstream(request).then((known) => known.tag({ team: 'eu' }, request));
    for (const version of ['1', '2', 'current']) {
      const types = [
        new ActivityType(domain, 'charge', version, ACTIVITY),
        new WorkflowType(domain, 'order', version, WORKFLOW),
      ];
      for (const type of types) {
        await type.save(request);
        if (version !== 'current') await type.deprecate(request);
      }
    }
    await new WorkflowType(domain, 'order', 'current').startExecution({ workflowId: 'parent', ...request });
    await this.decide(['open-1', 'open-2', 'closed-1', 'closed-2'].map(startChild));
    for (let task = 0; task < 4; task += 1) await this.decide([scheduleActivity()]);
    for (const workflowId of ['open-1', 'open-2', 'closed-1', 'closed-2']) {
      const child = new WorkflowExecution(domain, workflowId);
      await child.requestCancel(request);
      if (workflowId.startsWith('closed')) await child.terminate(request);
    }
  }

  /** Answers the next decision task. */
  async decide(decisions: readonly { toJSON(): unknown }[]): Promise<void> {
    const taskList = { name: 'orders' };
    const { taskToken } = await this.direct.send(new PollForDecisionTaskCommand({ domain: domain.name, taskList }));
    await this.direct.send(
      new RespondDecisionTaskCompletedCommand({
        taskToken,
        decisions: decisions.map((decision) => decision.toJSON() as never),
        executionContext: 'context',
      }),
    );
  }
}

function startChild(workflowId: string) {
  const workflowType = { name: 'order', version: 'current' };
  return ChildWorkflowExecutionDecision.start({ workflowId, workflowType, tagList: ['eu'] });
}

function scheduleActivity() {
  const activityType = { name: 'charge', version: 'current' };
  return ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType, input: { sku: 'A1' } });
}
