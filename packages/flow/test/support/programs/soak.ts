// Runs executions of many activities on a service with a file, and watches the memory of the
// process: ends with an error if one does not complete, or if the heap grows.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Actor } from '@swf/actors';
import { activity, FlowDecider, flowWorker, implement, info, mapConcurrent, workflow } from '@swf/flow';
import { startLocalService } from '@swf/local';
import { Domain } from '@swf/models';

const EXECUTIONS = Number(process.env['EXECUTIONS'] ?? 10_000);
const ACTIVITIES = Number(process.env['ACTIVITIES'] ?? 50);
const IN_FLIGHT = 50;
// After the first tenth everything is compiled, and every cache is as full as it gets.
const MOST_GROWTH_IN_MIB = 16;

const double = activity<number, number>('double', '1.0', { taskList: 'work', startToCloseTimeout: 60 });
// SWF deletes the executions of the domain as soon as they close: their last activity shows the
// sum.
const finish = activity<{ workflowId: string; sum: number }>('finish', '1.0', {
  taskList: 'work',
  startToCloseTimeout: 60,
});
const summing = workflow('summing', '1.0', { taskList: 'flows' }, async () => {
  const results = await mapConcurrent(Array(ACTIVITIES).keys(), double, { maxInFlight: 10 });
  const sum = results.reduce((all, each) => all + each, 0);
  await finish({ workflowId: info().workflowId, sum });
});
const finishing = new Map<string, (sum: number) => void>();
const activities = [
  implement(double, async (number) => 2 * number),
  implement(finish, async ({ workflowId, sum }) => finishing.get(workflowId)?.(sum)),
];

const folder = await mkdtemp(join(tmpdir(), 'flow-soak-'));
const service = await startLocalService({ data: join(folder, 'soak.sqlite') });
const client = service.client();
const domain = new Domain('flows', { retentionPeriodInDays: 'NONE' });
await domain.save({ client });
const logger = { debug() {}, info() {}, warn() {}, error: console.error };
const running = await Actor.run(
  new FlowDecider(domain, 'flows', { workflows: [summing], client, logger, concurrency: 20 }),
  flowWorker(domain, 'work', activities, { client, logger, concurrency: 50 }),
);

let [begun, done] = [0, 0];
let early: number | undefined;
let late = 0;
const show = () => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  late = heapUsed / 2 ** 20;
  early ??= late;
  console.info(`${done} executions, heap ${late.toFixed(1)} MiB, RSS ${(rss / 2 ** 20).toFixed(0)} MiB`);
};
const runOne = async () => {
  begun += 1;
  const workflowId = `summing-${begun}`;
  const finished = new Promise<number>((resolve) => finishing.set(workflowId, resolve));
  await summing.start(domain, { workflowId, client });
  const sum = await finished;
  finishing.delete(workflowId);
  if (sum !== ACTIVITIES * (ACTIVITIES - 1)) throw new Error(`the sum must be right, got ${sum}`);
  done += 1;
  if (done % Math.ceil(EXECUTIONS / 10) === 0) show();
};
const workOff = async () => {
  while (begun < EXECUTIONS) await runOne();
};
await Promise.all(Array.from({ length: IN_FLIGHT }, workOff));
await running.stop({ polls: 'abort' });
await service.close();
await rm(folder, { recursive: true });
const growth = late - (early ?? 0);
if (growth > MOST_GROWTH_IN_MIB) throw new Error(`the heap must stay flat, grew by ${growth.toFixed(1)} MiB`);
