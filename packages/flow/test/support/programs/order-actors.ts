// A process that decides and performs orders until SIGTERM, or until it is killed: by others, or by
// itself in the middle of a turn. It tells its parent of each decision task, and of each error.
import { SWFClient } from '@aws-sdk/client-swf';
import { Actor } from '@swf/actors';
import { FlowDecider, flowWorker } from '@swf/flow';
import { Domain } from '@swf/models';
import { activities, item, order, places } from '../orders.js';

const { ENDPOINT = '', SUICIDES = '0', RESIDENTS = '5000' } = process.env;
const client = new SWFClient({
  endpoint: ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const { random } = Math;
places.pass = () => {
  if (random() < Number(SUICIDES)) process.kill(process.pid, 'SIGKILL');
};
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const domain = new Domain('flows', { retentionPeriodInDays: 1 });
const decider = new FlowDecider(domain, 'flows', {
  workflows: [order, item],
  client,
  logger: quiet,
  residents: { max: Number(RESIDENTS) },
  verify: 0.1,
});
const worker = flowWorker(domain, 'work', activities, { client, logger: quiet });
const say = (message: string) => process.connected && process.send?.(message);
decider.on('task', () => say('task'));
for (const actor of [decider, worker]) actor.on('error', (error) => say(`error: ${String(error)}`));
const running = await Actor.run(decider, worker, { stopOn: ['SIGTERM'], polls: 'abort' });
say('running');
await running.stopped;
client.destroy();
if (process.connected) process.disconnect?.();
