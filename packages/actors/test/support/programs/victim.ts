// An actor that is killed: it tells its parent when it reaches a given step, and stays there.
import { SWFClient } from '@aws-sdk/client-swf';
import { type ActivityContext, ActivityWorker, Actor, Decider, type DecisionTask, type PollOptions } from '@swf/actors';
import { lean } from '@swf/settings/lean';
import { silent } from '../silent.js';
import { decideTillDone, domain } from '../workflow.js';

const { ENDPOINT = '', ACTOR = '', STEP = '', TASKS = '1' } = process.env;
const sdk = new SWFClient({
  endpoint: ENDPOINT,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const client = process.env['LEAN'] ? lean(sdk) : sdk;
const concurrency = Number(TASKS);
const options = {
  client,
  concurrency,
  minimumPollers: concurrency,
  identity: 'victim',
  logger: silent,
};

async function hold(...steps: string[]): Promise<void> {
  if (!steps.includes(STEP)) return;
  process.send?.('held');
  await new Promise(() => {});
}

class DyingDecider extends Decider {
  override async poll(options?: PollOptions) {
    const task = await super.poll(options);
    if (task) await hold('task received');
    return task;
  }

  override async decide(task: DecisionTask) {
    await hold('in its work', 'draining');
    return decideTillDone(task);
  }

  override async complete(...args: Parameters<Decider['complete']>) {
    await hold('answer ready');
    await super.complete(...args).catch(() => hold('reply lost'));
  }
}

class DyingWorker extends ActivityWorker {
  override async poll(options?: PollOptions) {
    const task = await super.poll(options);
    if (task) await hold('task received');
    return task;
  }

  override async perform(_task: unknown, _context: ActivityContext) {
    await hold('in its work', 'draining');
    return 'done by the victim';
  }

  override async complete(...args: Parameters<ActivityWorker['complete']>) {
    await hold('answer ready');
    await super.complete(...args).catch(() => hold('reply lost'));
  }
}

const victim =
  ACTOR === 'decider' ? new DyingDecider(domain, 'decisions', options) : new DyingWorker(domain, 'activities', options);
if (STEP === 'poll open') victim.on('poll', () => process.send?.('held'));
victim.on('state', ({ state }) => process.send?.(state));
await Actor.run(victim, { stopOn: ['SIGTERM'] });
