import { Actor } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { setClient } from '@swf/settings';
import { actors } from './actors.js';
import { totalType } from './registration.js';
import { runsOf } from './runs.js';
import type { TotalState } from './total.js';

const START: TotalState = { batches: 25, batchSize: 1000, next: 0, sum: 0 };

await using service = createLocalService();
setClient(service.client());
await using _actors = await Actor.run(...actors(), { polls: 'abort' });

const numbers = START.batches * START.batchSize;
process.stdout.write(`Adding up 1 to ${numbers} in ${START.batches} batches\n\n`);
const execution = await totalType.startExecution({ workflowId: 'total-1', input: START });
const last = await execution.waitUntilClosed({ maxWaitTime: 60, followRuns: true });

const runs = await runsOf(execution);
for (const [index, { closeStatus, sum, children, childrenAtOnce, events, result }] of runs.entries()) {
  const outcome = result === undefined ? '' : `, result ${result}`;
  process.stdout.write(
    `run ${index + 1}  ${closeStatus.padEnd(16)}  started with ${sum}; ${children} children, at most ${childrenAtOnce} at once; ${events} events${outcome}\n`,
  );
}
const isRight = last.closeStatus === 'COMPLETED' && Number(runs.at(-1)?.result) === (numbers * (numbers + 1)) / 2;
process.exitCode = isRight ? 0 : 1;
