import { activity, FlowDecider, flowWorker, implement, workflow } from '@swf/flow';
import { createLocalService } from '@swf/local';
import { ActivityType, Domain, WorkflowType } from '@swf/models';
import { SwfError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../support/flow-service.js';

const work = activity('work', '1.0', { startToCloseTimeout: 30 });
const order = workflow('order', '1.0', {}, async () => {});

/** The defaults of the types that a decider and a worker register at start; undefined if none. */
async function registered(options: { readonly register?: boolean }) {
  await using service = createLocalService();
  const client = service.client();
  const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
  const shared = { client, logger: linesOf().logger, ...options };
  const actors = [
    new FlowDecider(domain, 'flows', { workflows: [order], ...shared }),
    flowWorker(domain, 'work', [implement(work, async () => {})], shared),
  ];
  for (const actor of actors) await actor.start();
  for (const actor of actors) await actor.stop({ polls: 'abort' });
  const types = [new WorkflowType(domain, 'order', '1.0'), new ActivityType(domain, 'work', '1.0')];
  return await Promise.all(
    types.map((type) =>
      type.upstream({ client }).then(
        (found) => Object.fromEntries(Object.entries(found).filter(([name]) => name.startsWith('default'))),
        (error: unknown) => (SwfError.is(error) && error.code === 'DOES_NOT_EXIST' ? undefined : error),
      ),
    ),
  );
}

describe('The types of deciders and workers', () => {
  it('are registered when they start, with the settings of their definitions', async () => {
    expect(await registered({})).toEqual([
      {
        defaultTaskList: 'flows',
        defaultTaskStartToCloseTimeout: 60,
        defaultExecutionStartToCloseTimeout: 2_592_000,
        defaultChildPolicy: 'TERMINATE',
      },
      {
        defaultTaskList: 'work',
        defaultTaskStartToCloseTimeout: 30,
        defaultTaskHeartbeatTimeout: 'NONE',
        defaultTaskScheduleToStartTimeout: 'NONE',
        defaultTaskScheduleToCloseTimeout: 'NONE',
      },
    ]);
  });

  it('are left alone with register: false', async () => {
    expect(await registered({ register: false })).toEqual([undefined, undefined]);
  });
});
