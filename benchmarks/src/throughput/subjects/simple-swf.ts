import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { ACTIVITY_TYPE, DOMAIN, nextActivities, TASK_LIST, WORKFLOW_TYPE } from '../plan.js';
import { CONCURRENCY, type Subject } from './subject.js';

// Both are CommonJS without usable types: these are the parts in use.
const require = createRequire(import.meta.url);

type Callback = (error: unknown, result?: unknown) => void;
type Made = object;

interface DecisionTask {
  getGroupedEvents(): { readonly activity?: Readonly<Record<string, { readonly current: string } | undefined>> };
  scheduleTask(activityId: string, input: object, activity: Made): void;
  completeWorkflow(result: object): void;
}

interface Worker extends EventEmitter {
  start(started: Callback): void;
}

interface SimpleSwf {
  readonly SWFConfig: new (overrides: object) => Made;
  readonly Domain: new (name: string, config: Made, client: Made) => Made;
  readonly Workflow: new (domain: Made, name: string, version: string, fieldSerializer: Made) => Made;
  readonly FieldSerializer: new (claimCheck: Made) => Made;
  readonly ClaimCheck: new () => Made;
  readonly ActivityType: new (name: string, version: string, handler: SimpleSwf['Activity']) => Made;
  readonly Activity: new (workflow: Made, activityType: Made, task: Made) => EventEmitter;
  readonly Decider: new (workflow: Made) => { makeDecisions(task: DecisionTask, decided: Callback): void };
  readonly DeciderWorker: new (decider: object) => Worker;
  readonly ActivityWorker: new (workflow: Made) => Worker & { registerActivityType(type: Made): void };
}

export const simpleSwf: Subject = async (endpoint) => {
  // Loaded lazily: version 2 of the SDK patches every EventEmitter of its process.
  const { default: library } = require('simple-swf/build/src') as {
    readonly default: Readonly<Record<string, object>>;
  };
  const { SWFConfig, Domain, Workflow, FieldSerializer, ClaimCheck, ActivityType, Activity, Decider, ...workers } =
    Object.assign({}, ...Object.values(library)) as SimpleSwf;
  class Work extends Activity {
    run(_input: unknown, _env: unknown, done: Callback): void {
      done(null, 'done');
    }
  }
  const AWS = require('aws-sdk') as { readonly SWF: new (options: object) => Made };
  const client = new AWS.SWF({ region: 'us-east-1', endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  const taskList = { taskList: TASK_LIST };
  const config = new SWFConfig({ activity: taskList, decision: taskList, workflow: taskList });
  const domain = new Domain(DOMAIN, config, client);
  const { name, version } = WORKFLOW_TYPE;
  const workflow = new Workflow(domain, name, version, new FieldSerializer(new ClaimCheck()));
  const work = new ActivityType(ACTIVITY_TYPE.name, ACTIVITY_TYPE.version, Work);
  for (let poller = 0; poller < CONCURRENCY; poller++) {
    const decider = new Decider(workflow);
    decider.makeDecisions = (task, decided) => {
      const { activity = {} } = task.getGroupedEvents();
      const next = nextActivities({
        isScheduled: (id) => activity[id] !== undefined,
        isCompleted: (id) => activity[id]?.current === 'completed',
      });
      if (next) for (const id of next) task.scheduleTask(id, {}, work);
      else task.completeWorkflow({});
      decided(null);
    };
    const worker = new workers.ActivityWorker(workflow);
    worker.registerActivityType(work);
    for (const actor of [new workers.DeciderWorker(decider), worker]) {
      actor.on('error', (error) => {
        throw error;
      });
      await new Promise<void>((resolve, reject) => actor.start((error) => (error ? reject(error) : resolve())));
    }
  }
};
