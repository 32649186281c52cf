import {
  CountPendingActivityTasksCommand,
  CountPendingDecisionTasksCommand,
  type Decision,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import type { Facts } from '@swf/explain';
import { type History, HistoryQuerySet } from '@swf/history';
import { createLocalService, type LocalServiceOptions, VirtualClock } from '@swf/local';

const DOMAIN = 'orders';
const WEEK = '604800';

/** The lists that the scenarios use. */
const LISTS = ['deciders', 'payments', 'payments-eu'];

export type Decided = Omit<Decision, 'decisionType'> & Pick<Required<Decision>, 'decisionType'>;

/** One execution `order-42` on a local service with virtual time. */
export async function startWorld(options: Omit<LocalServiceOptions, 'clock'> = {}, settings: object = {}) {
  const clock = new VirtualClock();
  const service = createLocalService({ ...options, clock });
  const client = service.client();
  await client.send(new RegisterDomainCommand({ name: DOMAIN, workflowExecutionRetentionPeriodInDays: '1' }));
  await client.send(
    new RegisterActivityTypeCommand({
      domain: DOMAIN,
      name: 'charge-card',
      version: '1.0',
      defaultTaskList: { name: 'payments' },
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 'NONE',
      defaultTaskScheduleToStartTimeout: 'NONE',
      defaultTaskStartToCloseTimeout: 'NONE',
    }),
  );
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain: DOMAIN,
      name: 'order',
      version: '1.0',
      defaultTaskList: { name: 'deciders' },
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: WEEK,
      defaultTaskStartToCloseTimeout: '60',
    }),
  );
  const started = { domain: DOMAIN, workflowId: 'order-42', workflowType: { name: 'order', version: '1.0' } };
  const { runId } = await client.send(new StartWorkflowExecutionCommand({ ...started, ...settings }));

  const history = (workflowId = 'order-42'): Promise<History> =>
    new HistoryQuerySet({ name: DOMAIN }, { client }).get({
      workflowId,
      runId: workflowId === 'order-42' ? runId : undefined,
    });
  const settle = () => clock.advance({ seconds: 0 });
  const count = async (Count: typeof CountPendingActivityTasksCommand | typeof CountPendingDecisionTasksCommand) => {
    const counts = LISTS.map(async (name) => {
      const { count: tasks = 0 } = await client.send(new Count({ domain: DOMAIN, taskList: { name } }));
      return [name, tasks] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  };

  return {
    clock,
    history,
    /** Everything that the service tells beside the history. */
    async facts(): Promise<Facts> {
      const pending = {
        activity: await count(CountPendingActivityTasksCommand),
        decision: await count(CountPendingDecisionTasksCommand),
      };
      return { now: new Date(clock.now()), pending, pollers: service.pollers() };
    },
    /** Takes the decision task, and leaves it open. */
    async startDecision(identity = 'decider-1', taskList = 'deciders') {
      const poll = { domain: DOMAIN, taskList: { name: taskList }, identity };
      return client.send(new PollForDecisionTaskCommand(poll));
    },
    async decide(decisions: readonly Decided[], executionContext?: string) {
      const { taskToken } = await this.startDecision();
      await this.answer(taskToken, decisions, executionContext);
    },
    async answer(taskToken: string | undefined, decisions: readonly Decided[], executionContext?: string) {
      const answer = { taskToken, decisions: [...decisions], executionContext };
      await client.send(new RespondDecisionTaskCompletedCommand(answer));
      await settle();
    },
    async startActivity(taskList = 'payments', identity = 'worker-1') {
      const poll = { domain: DOMAIN, taskList: { name: taskList }, identity };
      return client.send(new PollForActivityTaskCommand(poll));
    },
    async completeActivity(taskToken: string | undefined) {
      await client.send(new RespondActivityTaskCompletedCommand({ taskToken }));
    },
    async failActivity(taskToken: string | undefined, reason: string, details: string) {
      await client.send(new RespondActivityTaskFailedCommand({ taskToken, reason, details }));
    },
    async signal(signalName: string) {
      await client.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-42', signalName }));
    },
    async requestCancel() {
      await client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-42' }));
    },
    [Symbol.asyncDispose]: () => service.close(),
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
