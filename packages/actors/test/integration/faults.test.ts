import { HistoryQuerySet } from '@swf/history';
import type { FaultEffect } from '@swf/local';
import { WorkflowType } from '@swf/models';
import { expect, test } from 'vitest';
import { ActivityWorker, Actor, Decider, type Logger } from '../../src/index.js';
import { closed } from '../support/closed.js';
import { decideTillDone, domain, openService } from '../support/service.js';

const { EXECUTIONS = 4, FAULT_RATES = '0.2' } = process.env;
const TIMEOUT_IN_MILLISECONDS = 60_000 + Number(EXECUTIONS) * 5_000;
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Tasks that are lost with an answer come back after a second. */
const workflow = new WorkflowType(domain, 'brisk', '1.0', {
  defaultTaskList: 'brisk',
  defaultTaskStartToCloseTimeout: 1,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
});

const faults: [string, FaultEffect][] = [
  ['throttling', { fault: 'ThrottlingException', message: 'Rate exceeded' }],
  ['a fault of the server', { status: 500 }],
  ['a service that is not there', { status: 503 }],
  ['a connection that is cut before the request is applied', { disconnect: 'beforeApplied' }],
  ['a connection that is cut after the request was applied', { disconnect: 'afterApplied' }],
  ['latency', { latencyInSeconds: 0.05 }],
];

const cells = FAULT_RATES.split(',').flatMap((rate) =>
  faults.map(([name, effect]) => ({ name, effect, rate: Number(rate) })),
);

test.concurrent.each(cells)(
  'all executions complete in spite of $name at $rate',
  async ({ effect, rate }) => {
    const timeouts = { defaultTaskStartToCloseTimeout: 1 };
    await using swf = await openService({}, timeouts);
    const { client, service } = swf;
    await workflow.save({ client });
    const calm = service.client();
    let retries = 0;
    const errors: unknown[] = [];
    const decider = new Decider(domain, 'brisk', { client, decide: decideTillDone, logger: silent });
    const worker = new ActivityWorker(domain, 'activities', {
      client,
      logger: silent,
      activities: { activity: () => 1 },
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
    service.faults.set([{ operations, rate, ...effect }]);
    const running = await Actor.run(decider, worker);

    const statuses = await Promise.all(
      executions.map(async (execution) => (await closed(calm, execution, 5 + Number(EXECUTIONS))).closeStatus),
    );
    service.faults.set([]);
    await running.stop({ polls: 'abort' });

    expect(statuses).toEqual(ids.map(() => 'COMPLETED'));
    expect(errors).toEqual([]);
    let lost = 0;
    for (const execution of executions) {
      const history = await new HistoryQuerySet(domain).get(execution, { client: calm });
      const { activityTasks } = history.compile();
      expect(activityTasks.attempts('one').filter(({ state }) => state === 'completed')).toHaveLength(1);
      lost += history.events.filter(({ state }) => state === 'timed_out').length;
    }
    console.info(
      `${ids.length} executions, ${JSON.stringify(effect)} at ${rate}: ${retries} retries, ${lost} timeouts`,
    );
  },
  TIMEOUT_IN_MILLISECONDS,
);
