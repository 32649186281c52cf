import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Interruption } from '../src/failures.js';
import { emptyFolder, swf } from './support/swf.js';

const node = process.execPath;

describe('swf dev', () => {
  it('runs a command with the environment set, and ends with its exit code', async () => {
    const file = join(emptyFolder(), 'environment.json');
    const program = `
      const { AWS_ENDPOINT_URL_SWF, AWS_REGION, SWF_DOMAIN } = process.env;
      fetch(AWS_ENDPOINT_URL_SWF + '/health').then((answer) => answer.json()).then((health) => {
        require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify({ health, AWS_REGION, SWF_DOMAIN }));
        process.exit(3);
      });`;
    const { exitCode, stdout } = await swf(['dev', '--port', '0', '--domain', 'orders', '--', node, '-e', program]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 3,
      stdout: expect.stringMatching(/^swf-local listening on http:\S+\n$/),
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      health: { service: 'swf-local' },
      AWS_REGION: 'us-east-1',
      SWF_DOMAIN: 'orders',
    });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends with %s', async (name, exitCode) => {
    const signal = AbortSignal.abort(new Interruption(name));
    expect(await swf(['dev', '--port', '0'], { signal })).toMatchObject({ exitCode, stderr: '' });
  });

  it('says that a command cannot be run', async () => {
    const { exitCode, stderr } = await swf(['dev', '--port', '0', '--', 'no-such-command']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('no-such-command cannot be run'),
    });
  });
});
