import { createRequire } from 'node:module';
import { ACTIVITY_TYPE, DOMAIN, nextActivities, TASK_LIST } from '../plan.js';
import { CONCURRENCY, type Subject } from './subject.js';

// Both are CommonJS without usable types: these are the parts in use.
const require = createRequire(import.meta.url);

interface DecisionTask {
  readonly eventList: { scheduled(id: string): boolean; completed(id: string): boolean };
  readonly response: {
    schedule(attributes: object, swfAttributes?: object): void;
    stop(attributes: object): void;
    send(): void;
  };
}

interface Poller<Name extends string, Task> {
  new (
    config: object,
    client: object,
  ): {
    on(name: Name, listener: (task: Task) => void): void;
    start(): void;
  };
}

export const awsSwf: Subject = async (endpoint) => {
  const AWS = require('aws-sdk') as { readonly SWF: new (options: object) => object };
  const { Decider, ActivityPoller } = require('aws-swf') as {
    readonly Decider: Poller<'decisionTask', DecisionTask>;
    readonly ActivityPoller: Poller<'activityTask', { respondCompleted(result: string): void }>;
  };
  const client = new AWS.SWF({ region: 'us-east-1', endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  const config = { domain: DOMAIN, taskList: { name: TASK_LIST } };
  for (let poller = 0; poller < CONCURRENCY; poller++) {
    const decider = new Decider(config, client);
    decider.on('decisionTask', ({ eventList, response }) => {
      const next = nextActivities({
        isScheduled: (id) => eventList.scheduled(id),
        isCompleted: (id) => eventList.completed(id),
      });
      if (next) for (const name of next) response.schedule({ name, activity: ACTIVITY_TYPE });
      else response.stop({ result: 'done' });
      response.send();
    });
    decider.start();
    const worker = new ActivityPoller(config, client);
    worker.on('activityTask', (task) => task.respondCompleted('done'));
    worker.start();
  }
};
