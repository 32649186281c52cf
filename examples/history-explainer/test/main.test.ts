import { type ExecFileException, execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

interface Outcome {
  readonly code: ExecFileException['code'];
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in its own process. */
function run(args: readonly string[], stdin?: string): Promise<Outcome> {
  const node = ['--no-warnings', '--import', './test/refuse-sdk.mjs', '--import', 'tsx'];
  return new Promise((resolve) => {
    const program = execFile(
      process.execPath,
      [...node, 'src/main.ts', ...args],
      { cwd: folder },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
    if (stdin !== undefined && program.stdin) createReadStream(join(folder, stdin)).pipe(program.stdin);
  });
}

describe('the program', () => {
  it('explains and draws a consistent history', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'history-explainer-'));
    try {
      const svg = join(temporary, 'order-42.svg');
      const { code, stdout, stderr } = await run(['--svg', svg]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [explanation] = stdout.split('\n\ntimeline written');
      await expect(explanation).toMatchFileSnapshot('explanations/order-42.txt');
      expect(await readFile(svg, 'utf8')).toMatch(/^<svg .*order-42-shipment.*<\/svg>\s*$/s);
    } finally {
      await rm(temporary, { recursive: true });
    }
  });

  it('explains a damaged history from standard input up to the damage, with exit code 1', async () => {
    const { code, stdout } = await run(['-'], 'samples/damaged.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/reserve-stock +completed/);
    expect(stdout).toMatch(/only the first 10 events are explained above\)\n {2}gap: Event 12 \(TimerFired\)/);
  });

  it.each([
    [['no-such-file.json'], /^ENOENT: [^\n]*no-such-file.json'\n$/],
    [['README.md'], /^README.md is not JSON: [^\n]*\n$/],
    [['package.json'], /^source must be an iterable of events[^\n]*\n$/],
    [['--png', 'x'], /^Unknown option '--png'[^\n]*\n$/],
  ])('refuses %j with one line and exit code 2', async (args, message) => {
    expect(await run(args)).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
  });
});
