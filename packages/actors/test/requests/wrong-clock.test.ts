import type { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Decider } from '@swf/actors';
import { createLocalService, type LocalService } from '@swf/local';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { describe, expect, it, vi } from 'vitest';
import { next } from '../support/service.js';
import { silent } from '../support/silent.js';
import { activityType, decideOne, domain, startExecution, workflow } from '../support/workflow.js';
import { WrongClock } from '../support/wrong-clock.js';

const KEYS = { region: 'us-east-1', secretAccessKey: 'secret' };
const COMPLETED = 'RespondActivityTaskCompleted';

let keys = 0;

const own = (service: LocalService, { requestHandler }: WrongClock) => service.client({ requestHandler });
function made(_: LocalService, { requestHandler }: WrongClock): SWFClient {
  const client = connect({ ...KEYS, accessKeyId: `key-${++keys}` });
  client.config.requestHandler = requestHandler;
  return client;
}

type Make = typeof own;

/** A worker on a machine whose clock is ten minutes fast, and a decider on one whose is right. */
async function fast(make: Make, activity: () => unknown) {
  const service = createLocalService();
  const calm = service.client();
  for (const model of [domain, workflow, activityType()]) await model.save({ client: calm });
  const machine = new WrongClock(service, -10);
  const decider = new Decider(domain, 'decisions', { client: calm, logger: silent, decide: decideOne });
  const options = { client: make(service, machine), logger: silent, concurrency: 1 };
  const worker = new ActivityWorker(domain, 'activities', { ...options, activities: { activity } });
  const errors: unknown[] = [];
  worker.on('error', (error) => errors.push(error));
  await decider.start();
  await worker.start();
  return {
    calm,
    machine,
    worker,
    errors,
    async [Symbol.asyncDispose]() {
      await Promise.all([worker.stop({ polls: 'abort' }), decider.stop({ polls: 'abort' })]);
      await service.close();
    },
  };
}

describe.each<[string, Make, number]>([
  ['of one’s own', own, 3],
  ['of one’s own that is lean', (...given) => lean(own(...given)), 1],
  ['of the settings', made, 1],
  ['of the settings that is lean', (...given) => lean(made(...given)), 1],
])('A worker on a machine whose clock is wrong, with a client %s', (_, make, tries) => {
  it('reports a task that is gone as lost', async () => {
    await using swf = await fast(make, () => execution.then((open) => open.terminate({ client: swf.calm })));
    const over = Promise.race([next(swf.worker, 'lost'), next(swf.worker, 'completed')]);
    const execution = startExecution(swf.calm);

    expect(await over).toMatchObject({ reason: 'TASK_UNKNOWN' });
    expect(swf.machine.sent.filter((operation) => operation === COMPLETED)).toHaveLength(tries);
    expect(swf.errors).toEqual([]);
  });

  it('goes on without an error when the clock is repaired', async () => {
    await using swf = await fast(make, () => 'done');
    const polls = () => swf.machine.sent.filter((operation) => operation === 'PollForActivityTask').length;
    // The first is refused for its date, also after the repair.
    await vi.waitFor(() => expect(polls()).toBe(2), { timeout: 90_000 });
    swf.machine.minutes = 0;
    swf.machine.breakConnections();
    await vi.waitFor(() => expect(polls()).toBe(4), { timeout: 90_000 });
    const completed = next(swf.worker, 'completed');
    await startExecution(swf.calm);

    expect(await completed).toMatchObject({ unconfirmed: false });
    expect(swf.errors).toEqual([]);
  });
});
