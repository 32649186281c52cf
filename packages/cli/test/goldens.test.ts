import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, OTHERS, OWN } from './support/command-lines.js';
import { program } from './support/program.js';
import { leaves } from './support/reference.js';
import { startScenario } from './support/scenario.js';
import type { TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let home: string;
let folder: string;

beforeAll(async () => {
  test = await startScenario();
  home = emptyFolder();
  folder = emptyFolder();
  mkdirSync(join(folder, 'dumps'));
  for (const id of ['order-40', 'order-41']) {
    writeFileSync(join(folder, `${id}.json`), (await test.swf(['dump', id])).stdout);
  }
  writeFileSync(join(folder, 'types.json'), (await test.swf(['types', 'dump'])).stdout.replace('payments', 'payment'));
  writeFileSync(join(folder, 'decider.mjs'), 'export const decide = () => [];');
});
afterAll(() => test[Symbol.asyncDispose]());

/** Run ids, ports and folders differ each time. */
function stable(text: string): string {
  return text
    .replaceAll(/22(?:[A-Za-z0-9+/]|%2[BF]){10,}(?:=|%3D)*(?:…)?/g, '22hO…bRk=')
    .replaceAll(/\b22[A-Za-z0-9+/]{2}…[A-Za-z0-9+/]{3}=/g, '22hO…bRk=')
    .replaceAll(folder, 'DIR');
}

describe('swf', () => {
  it('prints what its golden shows, command by command', async () => {
    const shown: string[] = [];
    for (const command of COMMANDS) {
      const argv = command.split(' ').map((word) => word.replace('DIR', folder));
      const run = OWN.includes(argv[0] ?? '') ? swf : test.swf;
      const { exitCode, stdout, stderr } = await run(argv, { env: { HOME: home, TZ: 'UTC' } });
      shown.push(stable(`$ swf ${command}\n${stdout}${stderr}${exitCode === 0 ? '' : `exit code ${exitCode}\n`}`));
    }
    await expect(shown.join('\n')).toMatchFileSnapshot('goldens.txt');
  });

  it('has a golden for every command', () => {
    const paths = leaves(program)
      .map(({ path }) => path)
      .filter((path) => path[0] !== 'execution' && !path.some((name) => OTHERS.includes(name)))
      .map((path) => path.join(' '));
    expect(paths.filter((path) => !COMMANDS.some((command) => `${command} `.startsWith(`${path} `)))).toEqual([]);
  });
});
