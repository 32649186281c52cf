import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScenario } from './support/scenario.js';
import type { TestService } from './support/service.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The commands that the README shows with what they print on a terminal of 80 columns. */
const shown = [...readme.matchAll(/^```text\n\$ swf ([^\n]*)\n(.*?)^```$/gms)].map(([, command = '', output = '']) => ({
  command,
  output,
}));

let test: TestService;

beforeAll(async () => {
  test = await startScenario();
});
afterAll(() => test[Symbol.asyncDispose]());

describe('README.md', () => {
  it('shows what commands print', () => {
    expect(shown.length).toBeGreaterThan(3);
  });

  it.each(shown)('shows what a terminal does: swf $command', async ({ command, output }) => {
    const { stdout, stderr } = await test.swf(command.split(' '), { columns: 80, env: { NO_COLOR: '1' } });
    expect(output).toBe(stdout + stderr);
  });
});
