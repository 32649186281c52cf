import { Actor } from '@swf/actors';
import { RunFailedError } from '@swf/flow';
import { startLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { setClient } from '@swf/settings';
import { openAgency } from './actors.js';
import { trip } from './trip.flow.js';

// Waits take no time: the clock skips to the next timer whenever nothing is left to do.
await using service = await startLocalService({ clock: new VirtualClock({ autoSkip: true }) });
setClient(service.client());
const domain = new Domain('travel', { retentionPeriodInDays: 1 });

const print = (text: string) => void process.stdout.write(`${text}\n`);
await using _running = await Actor.run(...openAgency(domain, print), { polls: 'abort' });

const TRIPS = [
  { traveler: 'Ada', to: 'Lisbon', nights: 3 },
  { traveler: 'Grace', to: 'Venice', nights: 2 },
  { traveler: 'Edsger', to: 'Austin', nights: 99 },
];

for (const input of TRIPS) {
  print(`${input.traveler} to ${input.to}`);
  const run = await trip.start(domain, { workflowId: `trip-of-${input.traveler}`, input });
  try {
    const { codes, receipt } = await run.result();
    print(`  = ${codes.length} bookings, ${receipt}`);
  } catch (error) {
    if (!RunFailedError.is(error)) throw error;
    print(`  = ${error.reason}`);
  }
}
