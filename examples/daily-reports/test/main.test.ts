import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts'];

describe('the program', () => {
  it('sends a report each day, over several runs, until it is canceled', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });

    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual([
      ...[1, 2, 3, 4].map((day) => `2027-03-0${day}: sent to Ada`),
      ...[5, 6, 7, 8, 9].map((day) => `2027-03-0${day}: sent to Ada and Grace`),
      'CANCELED after 9 reports in 3 runs',
    ]);
  });
});
