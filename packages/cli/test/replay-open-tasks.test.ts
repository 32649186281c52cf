import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PollForDecisionTaskCommand } from '@aws-sdk/client-swf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from './support/decide.js';
import { FLOW, flowProject } from './support/flow-project.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';

const DECISIONS = new URL('../../decisions/src/index.ts', import.meta.url).href;

/** Waits for a signal, and then uses what its input does not have. */
const MODULES = {
  'buggy.mjs': `
    import { signal, workflow } from '${FLOW}index.ts';
    const go = signal('go');
    export const order = workflow('order', '1.0', {}, async (input) => {
      await go.next();
      return input.amount.currency;
    });`,
  'failing.mjs': `
    import { signal, workflow } from '${FLOW}index.ts';
    const go = signal('go');
    export const order = workflow('order', '1.0', {}, async () => {
      await go.next();
      throw new Error('declined');
    });`,
  'throws.mjs': "export const decide = () => { throw new TypeError('cannot read sku'); };",
  'waits.mjs': 'export const decide = () => [];',
  'by-hand.mjs': `
    import { TimerDecision } from '${DECISIONS}';
    export const decide = ({ history }) => {
      if (history.compile().signals.size > 0) throw new TypeError('cannot read sku');
      return [];
    };`,
};

let test: TestService;
let project: string;

const poll = () => test.client.send(new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } }));

/** Replays a run, and its dump, which must find the same. */
async function replay(id: string, module: string) {
  const dump = join(emptyFolder(), `${id}.json`);
  writeFileSync(dump, (await test.swf(['dump', id])).stdout);
  const replayed = async (...source: readonly string[]) => {
    const { exitCode, stdout, stderr } = await test.swf([
      'replay',
      ...source,
      '--decider',
      join(project, module),
      '-o',
      'json',
      '--fields',
      'outcome,tasks,difference',
    ]);
    const [row] = JSON.parse(stdout) as readonly object[];
    return { exitCode, stderr, row };
  };
  const found = await replayed('--open', `id:${id}`);
  expect(await replayed(dump)).toEqual(found);
  return found;
}

const passes = (outcome: string, tasks: number) => ({
  exitCode: 0,
  stderr: outcome === 'same' ? '1 replayed, 0 differ\n' : expect.stringContaining(', 1 not compared: '),
  row: { outcome, tasks },
});
const throws = (difference: string) => ({
  exitCode: 8,
  stderr: '1 replayed, 1 differs\n',
  row: { outcome: 'differs', difference: expect.stringContaining(difference) },
});
const BUG = "the code threw TypeError: Cannot read properties of undefined (reading 'currency') at ";

/** One after the other: what happens to the task of one run. */
beforeAll(async () => {
  test = await startTestService();
  project = flowProject(MODULES);
  await test.order.startExecution({ workflowId: 'order-1', input: { sku: 'A1' }, client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf replay of a run whose first decisions time out', () => {
  it('compares nothing, and says what the code throws', async () => {
    expect(await replay('order-1', 'throws.mjs')).toMatchObject(throws('decide threw in the open decision task: '));
    expect(await replay('order-1', 'waits.mjs')).toEqual(passes('not compared', 1));
    expect(await replay('order-1', 'buggy.mjs')).toEqual(passes('not compared', 1));
    await poll();
    await test.clock.advance({ minutes: 10 });
    expect(await replay('order-1', 'throws.mjs')).toMatchObject(throws('TypeError: cannot read sku'));
    expect(await replay('order-1', 'waits.mjs')).toEqual(passes('not compared', 1));
  });
});

describe('swf replay of a run whose latest decision times out', () => {
  beforeAll(async () => {
    await decide(test, []);
    await test.swf(['signal', 'order-1', 'go']);
  });

  /** Of code that would crash, that fails the run on purpose, and that goes on. */
  const check = async () => {
    const bug = await replay('order-1', 'buggy.mjs');
    expect(bug).toMatchObject(throws(BUG));
    expect(bug).toMatchObject({ row: { difference: expect.stringMatching(/ at \S*buggy\.mjs:6:\d+$/) } });
    expect(await replay('order-1', 'failing.mjs')).toEqual(passes('same', 2));
    expect(await replay('order-1', 'by-hand.mjs')).toMatchObject(throws('TypeError: cannot read sku'));
    expect(await replay('order-1', 'waits.mjs')).toEqual(passes('same', 2));
  };

  it('decides the task before a decider has it', check);

  it('decides the task while a decider has it', async () => {
    await poll();
    await check();
  });

  it('decides the task that comes after it', async () => {
    await test.clock.advance({ minutes: 10 });
    await check();
  });

  it('is explained with what the code throws', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'order-1', '--workflows', join(project, 'buggy.mjs')]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 8,
      stderr: expect.stringContaining(`no source lines of order-1, whose replay fails: ${BUG}`),
    });
    expect(stdout).toContain('DECISION_');
  });

  it('decides nothing once the run is terminated, and compares what is recorded', async () => {
    const unread = join(emptyFolder(), 'order-2.json');
    await test.order.startExecution({ workflowId: 'order-2', client: test.client });
    await test.swf(['terminate', 'order-2', '--yes']);
    writeFileSync(unread, (await test.swf(['dump', 'order-2'])).stdout);
    const { exitCode, stdout, stderr } = await test.swf(['replay', unread, '--decider', join(project, 'throws.mjs')]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: '1 replayed, 0 differ, 1 not compared: no decisions are recorded\n',
    });
    expect(stdout).toMatch(/^SOURCE .*\n\S+ +not compared +0\s*$/);
  });
});
