import { describe, expect, it } from 'vitest';
import { durations } from '../../../src/page/execution/attempt-times.js';

/** When the table is read, in seconds. */
const NOW = 100;

const at = (seconds: number | undefined) => (seconds === undefined ? undefined : new Date(1000 * seconds));
const rounded = (seconds: number | undefined) => seconds && Math.round(10 * seconds) / 10;

describe('An attempt', () => {
  it.each([
    { attempt: 'that has ended', times: [10, 12.5, 15], isOpen: false, waited: 2.5, ran: 2.5 },
    { attempt: 'that runs', times: [10, 12, undefined], isOpen: true, waited: 2, ran: 88 },
    { attempt: 'that waits', times: [10, undefined, undefined], isOpen: true, waited: 90, ran: undefined },
    { attempt: 'that never started', times: [10, undefined, 40], isOpen: false, waited: 30, ran: undefined },
    { attempt: 'whose end is unknown', times: [10, 12, undefined], isOpen: false, waited: 2, ran: undefined },
    { attempt: 'whose schedule is unknown', times: [undefined, 12, 15], isOpen: false, waited: undefined, ran: 3 },
    { attempt: 'of a minute or more', times: [10, 70, 130.4], isOpen: false, waited: 60, ran: 60 },
    { attempt: 'of less than a minute', times: [10, 69.9, 70.2], isOpen: false, waited: 59.9, ran: 0.3 },
    {
      attempt: 'scheduled by a clock ahead',
      times: [200, undefined, undefined],
      isOpen: true,
      waited: 0,
      ran: undefined,
    },
  ] as const)(
    '$attempt: waited $waited s, ran $ran s',
    ({ times: [scheduled, started, closed], isOpen, waited, ran }) => {
      const attempt = { scheduledAt: at(scheduled), startedAt: at(started), closedAt: at(closed), isOpen };
      const found = durations(attempt, 1000 * NOW);
      expect([rounded(found.waited), rounded(found.ran)]).toEqual([waited, ran]);
    },
  );
});
