import { Actor } from '@swf/actors';
import { createLocalService, VirtualClock } from '@swf/local';
import { setClient } from '@swf/settings';
import { ENTRIES } from './calendar.js';
import { VERDICT } from './expense.js';
import { openOffice } from './office.js';
import { outcome } from './outcome.js';
import { expenseType } from './registration.js';

const DAYS = 8;
const DAY_IN_MILLISECONDS = 86_400_000;

const clock = new VirtualClock();
await using service = createLocalService({ clock });
setClient(service.client());

const start = clock.now();
const note = (text: string) => {
  const day = Math.round((clock.now() - start) / DAY_IN_MILLISECONDS);
  process.stdout.write(`day ${day}  ${text}\n`);
};

const office = openOffice(({ what, amount }) => note(`reminder: the ${what} (${amount} €) waits for a verdict`));
await using _actors = await Actor.run(...office, { polls: 'abort' });

const executions = await Promise.all(
  ENTRIES.map(({ workflowId, expense }) => expenseType.startExecution({ workflowId, input: expense })),
);
note(`${executions.length} expenses wait for a verdict`);

for (let day = 1; day <= DAYS; day++) {
  await clock.advance({ days: 1 });
  for (const [index, { expense, verdict }] of ENTRIES.entries()) {
    if (verdict?.onDay !== day) continue;
    await executions[index]?.signal(VERDICT, verdict.says);
    note(`${verdict.says.by} ${verdict.says.approved ? 'approves' : 'refuses'} the ${expense.what}`);
  }
}

process.stdout.write('\n');
for (const execution of executions) process.stdout.write(`${await outcome(await execution.waitUntilClosed())}\n`);
