import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts'];

describe('the program', () => {
  it('pays what Grace approves, and drops what nobody answers', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });

    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('reminder: the desk lamp')).map((line) => line.slice(0, 5))).toEqual([
      'day 2',
      'day 4',
      'day 6',
    ]);
    expect(lines).toContain('day 4  paid 120 € for the train to Lyon');
    expect(lines.slice(-3)).toEqual([
      'expense-train-to-Lyon: approved by Grace, paid by transfer-of-120',
      'expense-piano: refused by Grace',
      'expense-desk-lamp: dropped: nobody answered within a week',
    ]);
  });
});
