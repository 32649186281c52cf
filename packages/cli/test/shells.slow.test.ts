import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtCli } from './support/built-cli.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';
import { startOnTerminal, type TerminalRun } from './support/terminal.js';

const HOSTILE = 'x-$(touch pwned)';

let test: TestService;
let path: string;
let scripts: string;
const runs: TerminalRun[] = [];

beforeAll(async () => {
  const [cli, service] = await Promise.all([builtCli(), startTestService()]);
  test = service;
  for (const workflowId of ['order-1', HOSTILE]) {
    await test.order.startExecution({ workflowId, client: test.client });
  }
  const bin = join(emptyFolder(), 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'swf'), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(join(bin, 'swf'), 0o755);
  path = `${bin}${delimiter}${process.env['PATH']}`;
  scripts = emptyFolder();
  for (const name of ['bash', 'zsh', 'fish']) {
    writeFileSync(join(scripts, `swf.${name}`), (await swf(['completion', name])).stdout);
  }
});
afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.type('\u0015exit\r');
    await run.exitCode;
  }
});
afterAll(() => test[Symbol.asyncDispose]());

/** How each shell is started without the user's files, with `$` as its prompt. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ['--norc', '--noprofile', '-i'],
  zsh: ['-f', '-i'],
  fish: ['--no-config', '-i'],
};

const SETUP: Readonly<Record<string, string>> = {
  bash: "PS1='$ '; bind 'set enable-bracketed-paste off'; source",
  zsh: "autoload -U compinit; compinit -D; PS1='$ '; source",
  fish: "function fish_prompt; echo '$ '; end; source",
};

/** Starts a shell on a terminal, with the completion script sourced. */
async function startShell(name: string): Promise<TerminalRun> {
  const run = startOnTerminal([...(SHELLS[name] ?? [])], {
    program: name,
    columns: 100,
    env: {
      PATH: path,
      AWS_ENDPOINT_URL_SWF: test.service.endpoint,
      AWS_REGION: 'us-east-1',
      SWF_DOMAIN: 'orders',
      XDG_CACHE_HOME: emptyFolder(),
    },
  });
  runs.push(run);
  run.type(`${SETUP[name]} ${join(scripts, `swf.${name}`)}; echo rea''dy\r`);
  // Wait for the prompt, too: the terminal echoes earlier input in front of it.
  await run.shows(/^ready\n\$/m);
  return run;
}

// `.ci/run` installs zsh and fish if it can.
const installed = Object.keys(SHELLS).filter((name) => spawnSync(name, ['-c', 'true']).status === 0);

describe('completion', () => {
  it('is tried in bash, and in zsh and fish if they are installed', async ({ annotate }) => {
    expect(installed).toContain('bash');
    for (const name of Object.keys(SHELLS)) {
      if (!installed.includes(name)) await annotate(`${name} is not installed: completion in it is untried`, 'warning');
    }
  });
});

describe.each(installed)('completion in %s', (name) => {
  it.each([
    ['swf des', 'swf describe'],
    ['swf list --sin', 'swf list --since'],
    ['swf list status:o', 'swf list status:open'],
    ['swf list tag:eu closed:f', 'swf list tag:eu closed:failed'],
    ['swf list clos', 'swf list closed'],
    ['swf list type:', 'swf list type:order@1.0'],
    ['swf start order@', 'swf start order@1.0'],
    ['swf describe or', 'swf describe order-1'],
    ['swf list type:order@', 'swf list type:order@1.0'],
    ['swf cancel id:or', 'swf cancel id:order-1'],
    ['swf list --domain or', 'swf list --domain orders'],
    ['swf domain deprecate or', 'swf domain deprecate orders'],
  ])('completes "%s" to "%s"', async (typed, completed) => {
    const run = await startShell(name);
    run.type(`${typed}\t`);
    const shown = completed.replaceAll(/[.$]/g, '\\$&');
    await run.shows(new RegExp(`^\\$ ${shown}`, 'm'));
  });

  it('goes on with a new word after a whole one, and with its value after a term', async () => {
    const run = await startShell(name);
    run.type('swf des\tord');
    await run.shows(/^\$ swf describe ord/m);
    run.type('\u0015swf list stat\topen');
    await run.shows(/^\$ swf list status:open/m);
  });

  it('completes the paths of files where nothing else can stand', async () => {
    const run = await startShell(name);
    run.type(`swf verify ${scripts}/swf.${name.slice(0, 2)}\t`);
    await run.shows(new RegExp(`/swf\\.${name}`));
  });

  it('quotes a workflow id that the shell would run', async () => {
    const run = await startShell(name);
    run.type('swf describe x\t');
    await run.shows(/^\$ swf describe (?:x-\\\$\\\(touch\\ pwned\\\)|'x-\$\(touch pwned\)')/m);
  });

  it('shows nothing of an endpoint that cannot be reached', async () => {
    const run = await startShell(name);
    run.type('swf describe --endpoint http://127.0.0.1:1 or\t!');
    await run.shows(/^\$ swf describe --endpoint http:\/\/127\.0\.0\.1:1 or!/m);
  });
});
