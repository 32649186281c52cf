import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import { WorkflowType } from '@swf/models';
import { expect, it, vi } from 'vitest';
import { ActivityWorker, Actor, type ActorLogger, Decider } from '../../src/index.js';
import { type Disturb, type Disturbance, disturbAtRate, disturbedClient } from '../support/disturbed-client.js';
import { activityType, decideTillDone, domain } from '../support/workflow.js';

const { EXECUTIONS = 4, FAULT_RATES = '0.25' } = process.env;
const TIMEOUT_IN_MILLISECONDS = 120_000 + Number(EXECUTIONS) * 5_000;
const silent: ActorLogger = { debug() {}, info() {}, warn() {}, error() {} };

interface Trouble {
  readonly name: string;
  readonly disturb: (rate: number) => Disturb;
  /** The start-to-close timeouts of both kinds of tasks. Default: an hour, for back-off can be unlucky. */
  readonly timeout?: number;
  /** Default: half a minute. */
  readonly heartbeatTimeout?: number;
}

const atRate = (disturbances: readonly Disturbance[]) => (rate: number) => disturbAtRate(disturbances, () => rate);

const troubles: Trouble[] = [
  { name: 'expired and refused credentials', disturb: atRate(['expiredToken', 'accessDenied']) },
  { name: 'credentials that cannot be had', disturb: atRate(['noCredentials']) },
  { name: 'pages of a gateway', disturb: atRate(['forbiddenPage']) },
  {
    name: 'replies that are lost, halved or garbage',
    disturb: atRate(['garbage', 'halfBody', 'lostReply']),
  },
  // Longer than the process of the test stands still on a busy machine: a task whose heartbeats stop
  // for that long is over for SWF, and runs again whatever its worker does.
  { name: 'answers that hang', disturb: hangTwice, timeout: 40, heartbeatTimeout: 12 },
];

/** Lets the first two tries of some answers hang. */
function hangTwice(rate: number): Disturb {
  const tries = new Map<string, number>();
  return (operation, body) => {
    if (!operation.startsWith('Respond')) return undefined;
    const { taskToken } = JSON.parse(body);
    const tried = tries.get(taskToken) ?? (Math.random() < rate ? 0 : 2);
    tries.set(taskToken, tried + 1);
    return tried < 2 ? 'hangs' : undefined;
  };
}

const cells = FAULT_RATES.split(',').flatMap((rate) => troubles.map((trouble) => ({ ...trouble, rate: Number(rate) })));

it.concurrent.each(cells)(
  'no activity runs twice and no task times out for $name at $rate of all answers',
  async ({ name, disturb, timeout = 3600, heartbeatTimeout = 30, rate }) => {
    await using service = createLocalService();
    const calm = service.client();
    const workflow = new WorkflowType(domain, 'answered', '1.0', {
      defaultTaskList: 'answered',
      defaultTaskStartToCloseTimeout: timeout,
      defaultExecutionStartToCloseTimeout: 3600,
      defaultChildPolicy: 'TERMINATE',
    });
    const type = activityType({
      defaultTaskStartToCloseTimeout: timeout,
      defaultTaskHeartbeatTimeout: heartbeatTimeout,
    });
    for (const model of [domain, workflow, type]) await model.save({ client: calm });
    const disturbNext = disturb(rate);
    // A task whose poll is disturbed is lost with its reply; that is no matter of answers.
    const client = disturbedClient(service, (operation, body) =>
      operation.startsWith('Poll') ? undefined : disturbNext(operation, body),
    );
    const performed: string[] = [];
    const errors: unknown[] = [];
    const lost: unknown[] = [];
    let [retries, unconfirmed] = [0, 0];
    const options = { client, logger: silent, concurrency: 50, minimumPollers: 10 };
    const decider = new Decider(domain, 'answered', {
      ...options,
      decide: decideTillDone,
      onDecideError: 'FAIL_WORKFLOW_EXECUTION',
      cache: { maxBytes: 1 },
    });
    const worker = new ActivityWorker(domain, 'activities', {
      ...options,
      activities: {
        activity: async (_input, { task, heartbeat }) => {
          performed.push(task.workflowExecution.workflowId);
          heartbeat('begun');
          await delay(2);
        },
      },
    });
    for (const actor of [decider, worker]) {
      actor.on('error', (error) => errors.push(error));
      actor.on('lost', (loss) => lost.push(loss));
      actor.on('retry', () => {
        retries += 1;
      });
      actor.on('completed', (answered) => {
        if (answered.unconfirmed) unconfirmed += 1;
      });
    }
    const ids = Array.from({ length: Number(EXECUTIONS) }, (_, index) => `order-${index}`);
    const executions = await Promise.all(
      ids.map((workflowId) => workflow.startExecution({ workflowId, client: calm })),
    );
    const loop = monitorEventLoopDelay();
    loop.enable();
    const running = await Actor.run(decider, worker);
    for (const execution of executions) {
      await vi.waitFor(
        async () => expect(await execution.upstream({ client: calm })).toMatchObject({ closeStatus: 'COMPLETED' }),
        { timeout: TIMEOUT_IN_MILLISECONDS, interval: 20 },
      );
    }
    await running.stop({ polls: 'abort' });

    // A task is over for SWF if its worker stands still for longer than the heartbeat timeout.
    const stall = `the process stood still for ${(loop.max / 1e9).toFixed(1)} s`;
    loop.disable();
    expect(performed.toSorted(), stall).toEqual(ids.toSorted());
    expect(lost).toEqual([]);
    for (const execution of executions) {
      const history = await new HistoryQuerySet(domain).get(execution, { client: calm });
      expect(history.events.filter(({ state }) => state === 'timed_out')).toEqual([]);
    }
    console.info(
      `${name} at ${rate}: ${ids.length} completed once each, ${retries} retries, ${unconfirmed} unconfirmed, ${errors.length} errors`,
    );
  },
  TIMEOUT_IN_MILLISECONDS,
);
