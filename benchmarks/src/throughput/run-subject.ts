import { createInterface } from 'node:readline';
import {
  CountOpenWorkflowExecutionsCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  StartWorkflowExecutionCommand,
  SWFClient,
} from '@aws-sdk/client-swf';
import { ACTIVITY_TYPE, DOMAIN, TASK_LIST, WORKFLOW_TYPE } from './plan.js';
import type { Took } from './subject-process.js';
import { actors, leanActors } from './subjects/actors.js';
import { awsSwf } from './subjects/aws-swf.js';
import { bareSdk } from './subjects/bare-sdk.js';
import { simpleSwf } from './subjects/simple-swf.js';
import type { Subject } from './subjects/subject.js';

// The process of one subject: `run-subject NAME ENDPOINT`. For each number on standard input, it
// runs as many executions and prints their cost.
const SUBJECTS: Readonly<Record<string, Subject>> = {
  'bare SDK': bareSdk,
  '@swf/actors': actors,
  '@swf/actors, lean client': leanActors,
  'aws-swf': awsSwf,
  'simple-swf': simpleSwf,
};

// simple-swf accepts no other value.
const INPUT = JSON.stringify({ input: {}, env: {} });

const [name = '', endpoint = ''] = process.argv.slice(2);
const client = new SWFClient({
  region: 'us-east-1',
  endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const domain = DOMAIN;
const defaultTaskList = { name: TASK_LIST };

await client.send(new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: '1' }));
await client.send(
  new RegisterActivityTypeCommand({
    domain,
    ...ACTIVITY_TYPE,
    defaultTaskList,
    defaultTaskScheduleToStartTimeout: '600',
    defaultTaskScheduleToCloseTimeout: '600',
    defaultTaskStartToCloseTimeout: '600',
    defaultTaskHeartbeatTimeout: 'NONE',
  }),
);
await client.send(
  new RegisterWorkflowTypeCommand({
    domain,
    ...WORKFLOW_TYPE,
    defaultTaskList,
    defaultChildPolicy: 'TERMINATE',
    defaultExecutionStartToCloseTimeout: '600',
    defaultTaskStartToCloseTimeout: '600',
  }),
);

await SUBJECTS[name]?.(endpoint);
let started = 0;
for await (const line of createInterface(process.stdin)) {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  await run(Number(line));
  const { user, system } = process.cpuUsage(cpu);
  const took: Took = { seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
  process.stdout.write(`${JSON.stringify(took)}\n`);
}
// The pollers of the subject never end.
process.exit(0);

async function run(executions: number): Promise<void> {
  for (const end = started + executions; started < end; started++) {
    const workflowId = `order-${started}`;
    await client.send(
      new StartWorkflowExecutionCommand({ domain, workflowId, workflowType: WORKFLOW_TYPE, input: INPUT }),
    );
  }
  while ((await openExecutions()) > 0) await new Promise((resolve) => setTimeout(resolve, 25));
}

async function openExecutions(): Promise<number> {
  const { count } = await client.send(
    new CountOpenWorkflowExecutionsCommand({ domain, startTimeFilter: { oldestDate: new Date(0) } }),
  );
  return count ?? 0;
}
