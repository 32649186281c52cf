import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCli } from './support/built-cli.js';
import { picture } from './support/picture.js';
import { startScenario } from './support/scenario.js';
import type { TestService } from './support/service.js';
import { startOnTerminal, type TerminalRun } from './support/terminal.js';

const folder = fileURLToPath(new URL('../../../docs/cli', import.meta.url));

let cli: string;
let test: TestService;

beforeAll(async () => {
  [cli, test] = await Promise.all([builtCli(), startScenario()]);
});
afterAll(() => test[Symbol.asyncDispose]());

/** Starts `swf` on a terminal, with the scenario as its target. */
function start(command: string, columns: number): TerminalRun {
  return startOnTerminal([cli, ...command.split(' ')], {
    columns,
    now: new Date(test.clock.now()),
    env: { AWS_ENDPOINT_URL_SWF: test.service.endpoint, AWS_REGION: 'us-east-1', SWF_DOMAIN: 'orders' },
  });
}

/** Run ids are chosen by the service, and differ each time. */
const stable = (text: string) => text.replaceAll(/22[A-Za-z0-9+/]{10,}=*(?:…)?/g, '22hO…bRk=');

async function expectPicture(run: TerminalRun, command: string, name: string, columns: number): Promise<void> {
  const drawn = picture(run.terminal, `swf ${command}`, stable);
  await expect(drawn).toMatchFileSnapshot(join(folder, `${name}-${columns}.svg`));
}

describe.each([80, 120])('on a terminal of %i columns', (columns) => {
  it.each([
    ['list', 'list', 0],
    ['list-open', 'list status:open tag:eu since:6h', 0],
    ['count', 'count --by close-status', 0],
    ['describe', 'describe order-42', 0],
    ['why', 'why order-42', 8],
    ['explain', 'explain order-42', 0],
    ['history', 'history order-42 --view compact', 0],
    ['history-failed', 'history order-40 --only failed', 0],
    ['timeline', 'timeline order-42', 0],
    ['stats', 'stats order-42', 0],
    ['tree', 'tree order-42', 0],
    ['task-list', 'task-list show payments payments-eu', 0],
    ['help', '--help', 0],
  ])('%s looks like its picture', async (name, command, exitCode) => {
    const run = start(command, columns);
    expect(await run.exitCode).toBe(exitCode);
    await expectPicture(run, command, name, columns);
    for (const line of run.lines()) expect(line.length).toBeLessThanOrEqual(columns);
  });
});

describe('a batch on a terminal', () => {
  it('asks for the number, and changes nothing on another answer', async () => {
    const command = 'terminate type:order@1.0 status:open';
    const run = start(command, 100);
    await run.shows(/Type 2 to terminate them:$/);
    await expectPicture(run, command, 'terminate', 100);
    run.type('3\r');
    expect(await run.exitCode).toBe(2);
    expect(run.lines().at(-1)).toBe('swf: not confirmed: nothing was changed');
  });

  it('changes nothing on Ctrl-D at the question', async () => {
    const run = start('cancel status:open', 100);
    await run.shows(/Type 2 to cancel them:$/);
    run.type('\u0004');
    expect(await run.exitCode).toBe(2);
    expect(run.lines().at(-1)).toMatch(/swf: not confirmed: nothing was changed$/);
  });

  it('ends with 130 on Ctrl-C at the question', async () => {
    const run = start('cancel status:open', 100);
    await run.shows(/Type 2 to cancel them:$/);
    run.type('\u0003');
    expect(await run.exitCode).toBe(130);
  });
});

describe('--watch on a terminal', () => {
  it('draws in place, on as many lines as there are, and gives the terminal back', async () => {
    const watch = (index: number) =>
      test.order.startExecution({ workflowId: `watched-${index}`, tagList: ['watched'], client: test.client });
    for (let index = 1; index <= 60; index += 1) await watch(index);
    const run = start('list tag:watched --limit 99 --watch --interval 0.05s', 100);
    await run.shows(/^WORKFLOW ID.*\n(?:watched-.*\n){48}… 12 more lines$/);
    await watch(61);
    await run.shows(/^WORKFLOW ID.*\n(?:watched-.*\n){48}… 13 more lines$/);
    expect(run.terminal.buffer.active.type).toBe('alternate');
    run.type('\u0003');
    expect(await run.exitCode).toBe(130);
    expect(run.terminal.buffer.active.type).toBe('normal');
    expect(run.lines()).toEqual([]);
  });
});

describe('--follow on a terminal', () => {
  it('leaves the timeline of a closed run on the screen', async () => {
    const run = start('timeline order-41 --follow', 80);
    expect(await run.exitCode).toBe(0);
    expect(run.terminal.buffer.active.type).toBe('normal');
    expect(run.lines()[0]).toMatch(/^order +━+ +completed/);
  });

  it('ends with 130 on Ctrl-C', async () => {
    const run = start('history order-42 --follow', 100);
    await run.shows(/TimerStarted/);
    run.type('\u0003');
    expect(await run.exitCode).toBe(130);
  });

  it('redraws a timeline at the new width after a resize', async () => {
    const run = start('timeline order-42 --follow --interval 1s', 80);
    await run.shows(/charge-card/);
    run.resize(60);
    await test.swf(['signal', 'order-42', 'hurry']);
    await run.shows(/hurry/);
    for (const line of run.lines()) expect(line.length).toBeLessThanOrEqual(60);
    run.type('\u0003');
    expect(await run.exitCode).toBe(130);
  });
});
