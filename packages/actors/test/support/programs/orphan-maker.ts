// A worker that is killed while the process of its activity spins. It reports the id of that
// process.
import { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { domain } from '../workflow.js';

class Worker extends ActivityWorker {
  override async heartbeat(taskToken: string, details?: unknown) {
    if (details !== undefined) process.send?.(`pid ${details}`);
    return super.heartbeat(taskToken, details);
  }
}

const { ENDPOINT = '' } = process.env;
const client = new SWFClient({
  endpoint: ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const module = new URL('../modules/activities.js', import.meta.url);
const activities = { activity: isolated({ module, export: 'spins', isolation: 'process' }) };
await Actor.run(new Worker(domain, 'activities', { client, activities }));
