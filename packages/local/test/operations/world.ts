import { VirtualClock } from '@swf/local';
import { createLocalService } from '../services.js';

/** What a request, an answer or an event has. */
export type Members = Readonly<Record<string, unknown>>;

export const DOMAIN = 'orders';
export const DOMAIN_ARN = 'arn:aws:swf:us-east-1:123456789012:/domain/orders';
export const TASK_LIST = { name: 'default' };
export const WORKFLOW_TYPE = { name: 'order', version: '1' };
export const ACTIVITY_TYPE = { name: 'charge', version: '1' };

export const WORKFLOW_DEFAULTS = {
  defaultTaskList: TASK_LIST,
  defaultTaskPriority: '1',
  defaultChildPolicy: 'TERMINATE',
  defaultExecutionStartToCloseTimeout: '1000',
  defaultTaskStartToCloseTimeout: '100',
  defaultLambdaRole: 'default-role',
};

export const ACTIVITY_DEFAULTS = {
  defaultTaskList: TASK_LIST,
  defaultTaskPriority: '1',
  defaultTaskHeartbeatTimeout: '10',
  defaultTaskScheduleToStartTimeout: '20',
  defaultTaskStartToCloseTimeout: '30',
  defaultTaskScheduleToCloseTimeout: '40',
};

/** A domain with a workflow type in two versions and an activity type, called with raw requests. */
export class World implements AsyncDisposable {
  readonly clock = new VirtualClock({ start: new Date('2030-01-01') });
  readonly #service = createLocalService({ clock: this.clock });

  static async make(): Promise<World> {
    const world = new World();
    await world.call('RegisterDomain', { name: DOMAIN, workflowExecutionRetentionPeriodInDays: '7' });
    for (const version of ['1', '2']) {
      await world.call('RegisterWorkflowType', { domain: DOMAIN, name: 'order', version, ...WORKFLOW_DEFAULTS });
    }
    await world.call('RegisterActivityType', { domain: DOMAIN, ...ACTIVITY_TYPE, ...ACTIVITY_DEFAULTS });
    return world;
  }

  /** Sends a request. Resolves to its answer, or to `{ fault }`. */
  async call(operation: string, input: Members): Promise<Members> {
    const { response } = await this.#service.requestHandler.handle({
      headers: { 'x-amz-target': `SimpleWorkflowService.${operation}` },
      body: JSON.stringify(input),
    });
    const text = Buffer.from(response.body).toString();
    const answer: Members = text === '' ? {} : JSON.parse(text);
    return response.statusCode === 200 ? answer : { fault: String(answer['__type']).replace(/.*#/, '') };
  }

  /** Starts an execution. Resolves to its ids. */
  async start(workflowId = 'order-1', optional: Members = {}): Promise<Members> {
    const input = { domain: DOMAIN, workflowId, workflowType: WORKFLOW_TYPE, ...optional };
    return { workflowId, runId: (await this.call('StartWorkflowExecution', input))['runId'] };
  }

  /** Starts an execution and completes it. */
  async complete(workflowId = 'order-1', optional: Members = {}): Promise<Members> {
    const execution = await this.start(workflowId, optional);
    await this.decide({ decisionType: 'CompleteWorkflowExecution' });
    return execution;
  }

  /** Polls for a task of the default list. */
  poll(kind: 'Decision' | 'Activity', optional: Members = {}): Promise<Members> {
    return this.call(`PollFor${kind}Task`, { domain: DOMAIN, taskList: TASK_LIST, ...optional });
  }

  /** Answers the next decision task of the default list. */
  async decide(decision?: Members, optional: Members = {}): Promise<Members> {
    const { taskToken } = await this.poll('Decision');
    const decisions = decision ? [decision] : [];
    return this.call('RespondDecisionTaskCompleted', { taskToken, decisions, ...optional });
  }

  /** Schedules an activity, and starts its task. Resolves to its token. */
  async startActivity(optional: Members = {}): Promise<unknown> {
    await this.start();
    const attributes = { activityId: 'charge', activityType: ACTIVITY_TYPE };
    await this.decide({
      decisionType: 'ScheduleActivityTask',
      scheduleActivityTaskDecisionAttributes: attributes,
    });
    return (await this.poll('Activity', optional))['taskToken'];
  }

  /** The attributes of the newest event of a type, in the newest run of any execution. */
  async recorded(eventType: string): Promise<Members> {
    const found: Members[] = [];
    for (const status of ['Open', 'Closed']) {
      const { executionInfos } = await this.call(`List${status}WorkflowExecutions`, {
        domain: DOMAIN,
        startTimeFilter: { oldestDate: 0 },
      });
      for (const { execution } of executionInfos as readonly { readonly execution: Members }[]) {
        const { events } = await this.call('GetWorkflowExecutionHistory', { domain: DOMAIN, execution });
        found.push(...(events as readonly Members[]).filter((event) => event['eventType'] === eventType));
      }
    }
    const newest = found.at(-1);
    if (!newest) throw new Error(`no execution has a ${eventType}`);
    return newest[`${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`] as Members;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#service.close();
  }
}
