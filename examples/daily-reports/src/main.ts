import { Actor } from '@swf/actors';
import { RunFailedError } from '@swf/flow';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { setClient } from '@swf/settings';
import { startReporting } from './actors.js';
import { reports, subscribe } from './report.flow.js';

const DAYS = 9;

// A clock that the program moves: nine days take a second.
const clock = new VirtualClock({ start: new Date('2027-03-01T06:00:00Z') });
await using service = createLocalService({ clock });
setClient(service.client());
const domain = new Domain('reporting', { retentionPeriodInDays: 30 });

const print = (text: string) => void process.stdout.write(`${text}\n`);
await using _running = await Actor.run(...startReporting(domain, print), { polls: 'abort' });

const run = await reports.start(domain, {
  workflowId: 'daily-reports',
  input: { next: '2027-03-01T07:00:00Z', readers: ['Ada'], sent: 0 },
});
// A handle without a run id means the run that is open, whichever that is.
const latest = reports.run(domain, { workflowId: 'daily-reports' });

for (let day = 1; day <= DAYS; day++) {
  await clock.advance({ days: 1 });
  if (day === 4) await latest.signal(subscribe, 'Grace');
}

const state = await latest.state();
await latest.requestCancel();
try {
  // It follows the execution from run to run.
  await run.result();
} catch (error) {
  if (!RunFailedError.is(error)) throw error;
  const { count } = await new WorkflowExecutionQuerySet(domain).filter({ status: 'CLOSED' }).count();
  print(`${error.closeStatus} after ${state?.sent} reports in ${count} runs`);
}
