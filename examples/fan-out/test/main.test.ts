import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts'];

describe('the program', () => {
  it('adds up in three runs of ten, ten and five batches, three at a time', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });
    expect(stderr).toBe('');
    const [, runs = ''] = stdout.split('\n\n');
    expect(runs.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^run 1 {2}CONTINUED_AS_NEW {2}started with 0; 10 children, at most 3 at once; \d+ events$/,
      ),
      expect.stringMatching(
        /^run 2 {2}CONTINUED_AS_NEW {2}started with 50005000; 10 children, at most 3 at once; \d+ events$/,
      ),
      expect.stringMatching(
        /^run 3 {2}COMPLETED {9}started with 200010000; 5 children, at most 3 at once; \d+ events, result 312512500$/,
      ),
    ]);
  });
});
