import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts'];

describe('the program', () => {
  it('closes one expense as approved, one as refused, and fails one after seven days', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });
    expect(stderr).toBe('');
    const [days, outcomes] = stdout.split('\n\n');
    expect(days?.split('\n').map((line) => line.slice(0, 5))).toEqual(
      [0, 2, 2, 2, 3, 4, 4, 5, 6].map((day) => `day ${day}`),
    );
    expect(days?.match(/reminder: the desk lamp/g)).toHaveLength(3);
    expect(outcomes).toBe(`COMPLETED  expense-train: approved by Grace, after 3 days, reminded 1×
COMPLETED  expense-piano: refused by Grace, after 5 days, reminded 2×
FAILED     expense-lamp: no verdict within 7 days, after 7 days, reminded 3×
`);
  });
});
