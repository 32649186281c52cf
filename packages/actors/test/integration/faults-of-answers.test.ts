import { CountOpenWorkflowExecutionsCommand } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import { WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/client.js';
import { type Disturb, type Disturbance, disturbAtRate, disturbedClient } from '../support/disturbed-client.js';
import { type ActivityRunRecord, repeatedActivity } from '../support/repeated-activity.js';
import { silent } from '../support/silent.js';
import { passDuring, passUntil, useRandomSeed, useVirtualTime, virtualDelay } from '../support/virtual-time.js';
import { activityType, decideTillDone, domain } from '../support/workflow.js';

const { EXECUTIONS = 4, FAULT_RATES = '0.25', SEED = '1' } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 5_000;

interface Trouble {
  readonly name: string;
  readonly disturb: (rate: number) => Disturb;
  /** The start-to-close timeouts of both kinds of tasks. */
  readonly timeout: number;
  readonly heartbeatTimeout: number;
}

const atRate = (disturbances: readonly Disturbance[]) => (rate: number) => disturbAtRate(disturbances, () => rate);

// At 30 percent, ten failures in a row are one in 170,000: the timeouts leave room for more.
const troubles: Trouble[] = [
  {
    name: 'expired and refused credentials',
    disturb: atRate(['expiredToken', 'accessDenied']),
    timeout: 60,
    heartbeatTimeout: 15,
  },
  { name: 'credentials that cannot be had', disturb: atRate(['noCredentials']), timeout: 60, heartbeatTimeout: 15 },
  { name: 'pages of a gateway', disturb: atRate(['forbiddenPage']), timeout: 60, heartbeatTimeout: 15 },
  {
    name: 'replies that are lost, halved or garbage',
    disturb: atRate(['garbage', 'halfBody', 'lostReply']),
    timeout: 60,
    heartbeatTimeout: 15,
  },
  { name: 'answers that hang', disturb: hangTwice, timeout: 10, heartbeatTimeout: 3 },
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

// On virtual time no process stands still, so whatever runs twice is the worker's fault; and a seed
// that finds one finds it again.
describe('Actors', () => {
  it.each(cells)(
    'run no activity twice and let no task time out with $name at $rate of all answers',
    async ({ name, disturb, timeout, heartbeatTimeout, rate }) => {
      useVirtualTime();
      useRandomSeed(Number(SEED));
      await using service = createLocalService();
      const calm = clientOf(service);
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
      const runs = new Map<string, ActivityRunRecord[]>();
      const counts = { retries: 0, unconfirmed: 0, errors: 0 };
      const lost: unknown[] = [];
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
            heartbeat('begun');
            await virtualDelay(2);
            const { startedEventId, workflowExecution } = task;
            const earlier = runs.get(workflowExecution.workflowId) ?? [];
            runs.set(workflowExecution.workflowId, [...earlier, { startedEventId, answeredAt: new Date() }]);
          },
        },
      });
      for (const actor of [decider, worker]) {
        actor.on('error', () => {
          counts.errors += 1;
        });
        actor.on('lost', (loss) => lost.push(loss));
        actor.on('retry', () => {
          counts.retries += 1;
        });
        actor.on('completed', (answered) => {
          if (answered.unconfirmed) counts.unconfirmed += 1;
        });
      }
      const ids = Array.from({ length: Number(EXECUTIONS) }, (_, index) => `order-${index}`);
      const executions = await Promise.all(
        ids.map((workflowId) => workflow.startExecution({ workflowId, client: calm })),
      );
      const running = await Actor.run(decider, worker);
      const startTimeFilter = { oldestDate: new Date(0) };
      const open = new CountOpenWorkflowExecutionsCommand({ domain: domain.name, startTimeFilter });
      await passUntil(async () => (await calm.send(open)).count === 0);
      await passDuring(running.stop({ polls: 'abort' }));

      const faults: string[] = [];
      for (const execution of executions) {
        const history = await new HistoryQuerySet(domain).get(execution, { client: calm });
        expect(history.last?.name).toBe('WorkflowExecutionCompleted');
        const repeated = repeatedActivity(history, runs.get(execution.workflowId) ?? []);
        if (repeated?.isFault) faults.push(repeated.report);
        else if (repeated) console.info(`SWF had ended a task of ${execution.workflowId}:\n${repeated.report}`);
      }
      expect(faults.join('\n\n')).toBe('');
      expect(lost).toEqual([]);
      console.info(`${name} at ${rate}: ${ids.length} completed once each, ${JSON.stringify(counts)}`);
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
