import { StartWorkflowExecutionCommand, TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import { WorkflowExecutionQuerySet } from '../src/index.js';
import { DOMAIN, seedDomain, TAGS, TYPES } from '../test/support/executions.js';
import { recordRequests } from '../test/support/requests.js';

// Shows on a large domain that the first result costs one page of each listing, and that reading
// all of it takes no more memory than a page. Usage: pnpm --filter @swf/querysets soak [executions]
const EXECUTIONS = Number(process.argv[2] ?? 100_000);
const SAMPLES = 20;
const ALLOWED_GROWTH_IN_MEGABYTES = 8;

const clock = new VirtualClock();
const service = createLocalService({ clock });
const client = service.client();
await seedDomain(client);
await seed();
const requests = recordRequests(client);
const executions = new WorkflowExecutionQuerySet(DOMAIN, { client });

const firstResult = await measureFirst();
const heaps = await measureReading();
const growth = Math.max(...heaps.slice(2)) - Math.min(...heaps.slice(2));
console.log(executions.explain());
console.log(`first result after ${firstResult.requests.join(' + ')} in ${firstResult.milliseconds.toFixed(0)} ms`);
console.log(
  `heap in MB while reading: ${heaps.map((heap) => heap.toFixed(1)).join(' ')}; it grew by ${growth.toFixed(1)}`,
);
await service.close();
if (firstResult.requests.length > 2 || growth > ALLOWED_GROWTH_IN_MEGABYTES) process.exitCode = 1;

async function seed(): Promise<void> {
  const began = performance.now();
  for (let index = 0; index < EXECUTIONS; index += 1) {
    if (index % 10 === 0) await clock.advance({ seconds: 1 });
    const workflowId = `order-${index}`;
    const tagList = [TAGS[index % TAGS.length] ?? 'eu'];
    const workflowType = TYPES[index % TYPES.length];
    await client.send(new StartWorkflowExecutionCommand({ domain: DOMAIN.name, workflowId, workflowType, tagList }));
    if (index % 2 === 0) {
      await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN.name, workflowId }));
    }
  }
  console.log(`${EXECUTIONS} executions made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

async function measureFirst() {
  requests.length = 0;
  const began = performance.now();
  for await (const _ of executions) break;
  return { requests: requests.map(({ operation }) => operation), milliseconds: performance.now() - began };
}

/** The heap in use at regular intervals, in megabytes. */
async function measureReading(): Promise<number[]> {
  requests.length = 0;
  const began = performance.now();
  const sampled: number[] = [];
  let read = 0;
  for await (const _ of executions) {
    read += 1;
    if (read % Math.ceil(EXECUTIONS / SAMPLES) !== 0) continue;
    globalThis.gc?.();
    sampled.push(process.memoryUsage().heapUsed / 2 ** 20);
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(`${read} executions read in ${seconds.toFixed(1)} s for ${requests.length} requests`);
  if (read !== EXECUTIONS) process.exitCode = 1;
  return sampled;
}
