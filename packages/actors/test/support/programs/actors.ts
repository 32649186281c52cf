// A process of a deployment: a decider and a worker until SIGTERM. It reports to its parent that it
// runs, each task that its worker begins, and each that is lost.
import { setTimeout as delay } from 'node:timers/promises';
import { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { lean } from '@swf/settings/lean';
import { decideTillDone, domain } from '../workflow.js';

const { ENDPOINT = '', WORK_IN_MILLISECONDS = '0', ISOLATION = 'inline' } = process.env;
const sdk = new SWFClient({
  endpoint: ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const client = process.env['LEAN'] ? lean(sdk) : sdk;
// A pool that stops disconnects from its processes before they end.
const say = (message: string) => process.connected && process.send?.(message);
const module = new URL('../modules/activities.js', import.meta.url);
const worker = new ActivityWorker(domain, 'activities', {
  client,
  activities: {
    activity:
      ISOLATION === 'process'
        ? isolated({ module, export: 'works', isolation: 'process' })
        : (_input, { heartbeat }) => {
            heartbeat(process.pid);
            return delay(Number(WORK_IN_MILLISECONDS), process.pid);
          },
  },
});
const decider = new Decider(domain, 'decisions', { client, decide: decideTillDone });
worker.on('task', () => say('task'));
// The first heartbeat of a task carries the details that its activity sets at the start.
worker.on('heartbeat', () => say('begun'));
for (const actor of [decider, worker]) actor.on('lost', () => say('lost'));
const running = await Actor.run(decider, worker, { stopOn: ['SIGTERM', 'SIGINT'] });
say('running');
await running.stopped;
client.destroy();
if (process.connected) process.disconnect?.();
