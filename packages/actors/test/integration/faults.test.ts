import { setTimeout as delay } from 'node:timers/promises';
import { CountClosedWorkflowExecutionsCommand, type SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import type { FaultEffect, FaultType } from '@swf/local';
import { WorkflowType } from '@swf/models';
import { SwfError } from '@swf/settings/errors';
import { describe, expect, it, vi } from 'vitest';
import { clientOf } from '../support/client.js';
import { type Disturbance, disturbAtRate, disturbedClient } from '../support/disturbed-client.js';
import { openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { decideTillDone, domain } from '../support/workflow.js';

const { EXECUTIONS = 4, FAULT_RATES = '0.2' } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 5_000;

/**
 * More tasks at once than a busy machine does within the second of their timeout would time out
 * for that, not for the faults.
 */
const CONCURRENCY = 10;

/** Tasks that are lost with an answer come back after a second. */
const workflow = new WorkflowType(domain, 'brisk', '1.0', {
  defaultTaskList: 'brisk',
  defaultTaskStartToCloseTimeout: 1,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
});

interface Trouble {
  readonly name: string;
  /** Share the rate, as do the disturbances. */
  readonly effects?: readonly FaultEffect[];
  readonly disturbances?: readonly Disturbance[];
  /** What passes by itself is tried again; nothing else is reported. */
  readonly passes: boolean;
}

const faults = (...types: FaultType[]) => types.map((fault) => ({ fault }));

const troubles: Trouble[] = [
  { name: 'throttling', effects: faults('ThrottlingException'), passes: true },
  { name: 'a fault of the server', effects: [...faults('InternalFailure'), { status: 500 }], passes: true },
  {
    name: 'a service that is not there',
    effects: [...faults('ServiceUnavailableException'), { status: 503 }],
    passes: true,
  },
  { name: 'a connection cut before the request is applied', effects: [{ disconnect: 'beforeApplied' }], passes: true },
  { name: 'a connection cut after the request was applied', effects: [{ disconnect: 'afterApplied' }], passes: true },
  { name: 'latency', effects: [{ latencyInSeconds: 0.05 }], passes: true },
  { name: 'replies that are no answers of SWF', disturbances: ['garbage', 'halfBody', 'forbiddenPage'], passes: true },
  { name: 'expired and refused credentials', disturbances: ['expiredToken', 'accessDenied'], passes: false },
  { name: 'credentials that cannot be had', disturbances: ['noCredentials'], passes: false },
  { name: 'tasks that SWF says it does not know', effects: faults('UnknownResourceFault'), passes: false },
  {
    name: 'refusals',
    effects: faults(
      'AccessDeniedException',
      'DefaultUndefinedFault',
      'DomainDeprecatedFault',
      'IncompleteSignatureException',
      'InvalidSignatureException',
      'LimitExceededFault',
      'MissingAuthenticationTokenException',
      'OperationNotPermittedFault',
      'RequestEntityTooLargeException',
      'SerializationException',
      'TypeDeprecatedFault',
      'UnknownOperationException',
      'UnrecognizedClientException',
      'ValidationException',
    ),
    passes: false,
  },
];

// A short history is estimated at about 20,000 bytes.
const HALF_A_HISTORY_IN_BYTES = 10_000;

const cells = FAULT_RATES.split(',').flatMap((rate) => troubles.map((trouble) => ({ ...trouble, rate: Number(rate) })));

describe('Executions', () => {
  it.concurrent.each(cells)(
    'complete despite $name at $rate',
    async ({ name, effects = [], disturbances, passes, rate }) => {
      const timeouts = { defaultTaskStartToCloseTimeout: 1 };
      await using swf = await openService({}, timeouts);
      const { service } = swf;
      const calm = clientOf(service);
      await workflow.save({ client: calm });
      let isOver = false;
      const client = disturbances
        ? disturbedClient(
            service,
            disturbAtRate(disturbances, () => (isOver ? 0 : rate)),
          )
        : swf.client;
      let retries = 0;
      const errors: unknown[] = [];
      const options = { client, logger: silent, concurrency: CONCURRENCY, minimumPollers: CONCURRENCY };
      const decider = new Decider(domain, 'brisk', {
        ...options,
        decide: decideTillDone,
        // Histories that are forgotten are read again: that is a request too.
        cache: { maxBytes: Number(EXECUTIONS) * HALF_A_HISTORY_IN_BYTES },
      });
      const worker = new ActivityWorker(domain, 'activities', {
        ...options,
        activities: {
          activity: async (_input, { heartbeat }) => {
            heartbeat('begun');
            await delay(2);
            return 1;
          },
        },
      });
      for (const actor of [decider, worker]) {
        actor.on('retry', () => {
          retries += 1;
        });
        actor.on('error', (error) => errors.push(error));
      }
      const ids = Array.from({ length: Number(EXECUTIONS) }, (_, index) => `order-${index}`);
      const executions = await Promise.all(
        ids.map((workflowId) => workflow.startExecution({ workflowId, client: calm })),
      );
      const operations = [
        'PollForDecisionTask',
        'PollForActivityTask',
        'RespondDecisionTaskCompleted',
        'RespondActivityTaskCompleted',
        'RecordActivityTaskHeartbeat',
        'GetWorkflowExecutionHistory',
        'DescribeActivityType',
      ] as const;
      service.faults.set(effects.map((effect) => ({ operations, rate: rate / effects.length, ...effect })));
      const running = await Actor.run(decider, worker);

      await vi.waitFor(async () => expect(await countClosed(calm)).toBe(ids.length), {
        timeout: 600_000,
        interval: 20,
      });
      service.faults.set([]);
      isOver = true;
      await running.stop({ polls: 'abort' });

      if (passes) expect(errors).toEqual([]);
      else expect(errors.filter((error) => !isRefusal(error))).toEqual([]);
      let lost = 0;
      for (const execution of executions) {
        const history = await new HistoryQuerySet(domain).get(execution, { client: calm });
        const { activityTasks } = history.compile();
        expect(history.last?.name).toBe('WorkflowExecutionCompleted');
        expect(activityTasks.attempts('one').filter(({ state }) => state === 'completed')).toHaveLength(1);
        lost += history.events.filter(({ state }) => state === 'timed_out').length;
      }
      console.info(
        `${name} at ${rate}: ${ids.length} of ${ids.length} completed, ${retries} retries, ${errors.length} errors, ${lost} timeouts`,
      );
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});

async function countClosed(client: SWFClient): Promise<number> {
  const startTimeFilter = { oldestDate: new Date(0) };
  const answer = await client.send(new CountClosedWorkflowExecutionsCommand({ domain: domain.name, startTimeFilter }));
  return answer.count ?? 0;
}

function isRefusal(error: unknown): boolean {
  return SwfError.is(error) && (error.fault !== undefined || error.code === 'SETTINGS');
}
