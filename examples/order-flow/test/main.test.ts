import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts'];

describe('the program', () => {
  it('ships one order, and undoes one that nobody approves and one that is recalled', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });

    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual([
      'order-1: reserved lamp',
      'order-1: charged 40 €',
      'order-1: handed to the carrier',
      'order-1: receipt-order-1, track-order-1',
      'order-2: reserved piano',
      'released reservation-order-2',
      expect.stringMatching(/^order-2: .*approval-1 was not answered/),
      'order-3: reserved desk',
      'order-3: charged 300 €',
      'refunded receipt-order-3',
      'released reservation-order-3',
      expect.stringMatching(/^order-3: .*recalled/),
    ]);
  });
});
