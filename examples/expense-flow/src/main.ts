import { Actor } from '@swf/actors';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { setClient } from '@swf/settings';
import { expense } from './expense.flow.js';
import { answer, openApprovals } from './in-tray.js';
import { openOffice } from './office.js';

const DAYS = 8;
const DAY_IN_MILLISECONDS = 86_400_000;
const EXPENSES = [
  { what: 'train to Lyon', amount: 120 },
  { what: 'piano', amount: 9000 },
  { what: 'desk lamp', amount: 40 },
];

const clock = new VirtualClock();
await using service = createLocalService({ clock });
setClient(service.client());
const domain = new Domain('expenses', { retentionPeriodInDays: 30 });

const start = clock.now();
const note = (text: string) => {
  const day = Math.floor((clock.now() - start) / DAY_IN_MILLISECONDS);
  process.stdout.write(`day ${day}  ${text}\n`);
};
await using _running = await Actor.run(...openOffice(domain, note), { polls: 'abort' });

const runs = await Promise.all(
  EXPENSES.map((input) => expense.start(domain, { workflowId: `expense-${input.what.replaceAll(' ', '-')}`, input })),
);
note(`${runs.length} expenses wait for approval`);

for (let day = 1; day <= DAYS; day++) {
  await clock.advance({ days: 1 });
  // Grace looks into her tray on the third day, and leaves what is cheap to somebody else.
  if (day !== 3) continue;
  for (const open of await openApprovals(domain)) {
    const { what, amount } = open.expense;
    if (amount < 100) continue;
    const approved = amount < 1000;
    note(`Grace ${approved ? 'approves' : 'refuses'} the ${what}`);
    await answer(domain, open, { approved, by: 'Grace' });
  }
}

for (const run of runs) process.stdout.write(`${run.execution.workflowId}: ${await run.result()}\n`);
