import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts'];

describe('the program', () => {
  it('books one trip, and cancels what was booked of two others, last first', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });

    expect(stderr).toBe('');
    expect(stdout.split(/\n(?=\w)/).map((trip) => trip.trimEnd().split('\n  '))).toEqual([
      ['Ada to Lisbon', '+ ada-hotel', '+ ada-flight', '+ ada-car', '= 3 bookings, ada-receipt'],
      [
        'Grace to Venice',
        '+ grace-hotel',
        '+ grace-flight',
        '- grace-flight',
        '- grace-hotel',
        '= ActivityError: activity car (book@1.0) failed: RefusedError: there are no cars in Venice',
      ],
      [
        'Edsger to Austin',
        '+ edsger-hotel',
        '+ edsger-flight',
        '+ edsger-car',
        '- edsger-car',
        '- edsger-flight',
        '- edsger-hotel',
        '= ActivityError: activity charge-card-1 (charge-card@1.0) failed: RefusedError: the card is over its limit',
      ],
    ]);
  });
});
