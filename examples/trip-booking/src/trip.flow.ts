import { activity, publish, saga, workflow } from '@swf/flow';

export interface Trip {
  readonly traveler: string;
  readonly to: string;
  readonly nights: number;
}

interface Booking {
  readonly what: 'hotel' | 'flight' | 'car';
  readonly trip: Trip;
}

const TRAVEL = { taskList: 'travel', startToCloseTimeout: 30 } as const;

/** Books something; a provider that does not answer is tried again. */
export const book = activity<Booking, { code: string }>('book', '1.0', {
  ...TRAVEL,
  retry: { maximumAttempts: 3, initialInterval: 5 },
});
/** Cancels a booking. It must succeed in the end: it is tried again for a day. */
export const cancelBooking = activity<{ code: string }>('cancel-booking', '1.0', {
  ...TRAVEL,
  retry: { expiration: 86_400 },
});
export const chargeCard = activity<Trip, { receipt: string }>('charge-card', '1.0', TRAVEL);

/** Books a trip as a whole: if a part of it cannot be had, what was booked is canceled, last first. */
export const trip = workflow('trip', '1.0', { taskList: 'trips' }, (input: Trip) =>
  saga(async (undo) => {
    const codes: string[] = [];
    publish(() => ({ codes }));

    for (const what of ['hotel', 'flight', 'car'] as const) {
      const { code } = await book({ what, trip: input }, { id: what });
      undo(() => cancelBooking({ code }));
      codes.push(code);
    }
    const { receipt } = await chargeCard(input);
    return { codes, receipt };
  }),
);
