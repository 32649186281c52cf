import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

type Program = ChildProcessByStdio<null, Readable, Readable>;

const folder = fileURLToPath(new URL('..', import.meta.url));

function start(...options: string[]): Program {
  return spawn(
    process.execPath,
    ['--no-warnings', '--conditions=@swf/source', '--import', 'tsx', 'src/main.ts', ...options],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

/** Collects the output of a program; `until` resolves when it matches a pattern. */
function printed(stream: Readable): { text: () => string; until: (pattern: RegExp) => Promise<void> } {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) await once(stream, 'data');
  };
  return { text: () => text, until };
}

describe('the program', () => {
  it('closes all twenty orders as expected, and draws one', async ({ onTestFinished }) => {
    const temporary = await mkdtemp(join(tmpdir(), 'order-fulfilment-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const program = start('--svg', join(temporary, 'timeline.svg'));
    const stdout = printed(program.stdout);
    const stderr = printed(program.stderr);
    const [code] = await once(program, 'close');
    expect({ code, stderr: stderr.text() }).toEqual({ code: 0, stderr: '' });
    const table = stdout
      .text()
      .split('\n')
      .filter((line) => /^order-\w+-\d\d {2}/.test(line));
    expect(table).toHaveLength(20);
    expect(table.filter((line) => line.includes('COMPLETED'))).toHaveLength(19);
    expect(table.filter((line) => /CANCELED.*stock released/.test(line))).toHaveLength(1);
    expect(table.filter((line) => line.includes('charged at the second attempt'))).toHaveLength(1);
    const chart = stdout.text().split('The timeline of')[1];
    for (const bar of [/reserve-stock +·*█+ +completed/, /packing +░+ +fired/, /shipment +·*▒+ +completed/])
      expect(chart).toMatch(bar);
    const [id] = chart?.trim().split(':') ?? [];
    expect(await readFile(join(temporary, 'timeline.svg'), 'utf8')).toContain(`${id}-shipment`);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops everything on %s, with exit code %d and no stack trace', async (signal, exitCode) => {
    const program = start();
    const stdout = printed(program.stdout);
    const stderr = printed(program.stderr);
    await stdout.until(/orders closed: 1 of 20/);
    program.kill(signal);
    const [code] = await once(program, 'close');
    expect({ code, stderr: stderr.text() }).toEqual({ code: exitCode, stderr: `stopped by ${signal}\n` });
  });

  it('refuses an unknown option by name', async () => {
    const program = start('--azure');
    const stderr = printed(program.stderr);
    const [code] = await once(program, 'close');
    expect(code).toBe(1);
    expect(stderr.text()).toMatch(/^Unknown option '--azure'[^\n]*\n$/);
  });
});
