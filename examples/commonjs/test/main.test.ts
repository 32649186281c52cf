import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const program = ['--no-warnings', '--import', import.meta.resolve('tsx'), 'src/main.cjs'];

describe('a CommonJS program', () => {
  it('runs a decider and a worker, and recognizes an error', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: folder });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Hello, Ada!\ngreeting-1: COMPLETED\nDOES_NOT_EXIST: WorkflowType "unknown@1.0".*\n$/);
  });
});
