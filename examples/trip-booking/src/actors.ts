import { FlowDecider, flowWorker, implement } from '@swf/flow';
import type { Domain } from '@swf/models';
import { book, cancelBooking, chargeCard, trip } from './trip.flow.js';

/** An error that another attempt would not help. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly retryable = false;
}

/** The decider and the worker of the agency; `note` hears what the activities do. */
export function openAgency(domain: Domain, note: (text: string) => void) {
  let calls = 0;
  return [
    new FlowDecider(domain, 'trips', { workflows: [trip] }),
    flowWorker(domain, 'travel', [
      implement(book, async ({ what, trip: { traveler, to } }) => {
        calls += 1;
        if (calls === 1) throw new Error('the provider did not answer');
        if (to === 'Venice' && what === 'car') throw new RefusedError('there are no cars in Venice');
        const code = `${traveler.toLowerCase()}-${what}`;
        note(`  + ${code}`);
        return { code };
      }),
      implement(cancelBooking, async ({ code }) => note(`  - ${code}`)),
      implement(chargeCard, async ({ traveler, nights }) => {
        if (nights > 30) throw new RefusedError('the card is over its limit');
        return { receipt: `${traveler.toLowerCase()}-receipt` };
      }),
    ]),
  ];
}
