import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { book, cancelBooking, trip } from '../src/trip.flow.js';

const input = { traveler: 'Ada', to: 'Lisbon', nights: 3 };

describe('A trip', () => {
  it('cancels what was booked when it is canceled, and keeps trying', async () => {
    const p = await play(trip, input);
    await p.complete(book, { code: 'hotel-7' });
    await p.complete(book, { code: 'flight-8' });
    await p.start(book);
    await p.cancel();
    await p.acknowledgeCancel(book);
    await p.fail(cancelBooking, new Error('the airline did not answer'));
    await p.fire();
    await p.complete(cancelBooking);
    await p.complete(cancelBooking);

    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
    expect(p.history.compile().activityTasks.attempts('cancel-booking-1')).toHaveLength(2);
  });
});
