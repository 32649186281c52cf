import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import type { Decision } from '@swf/decisions';
import { type AnyEvent, History } from '@swf/history';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';

// By path: the command line does not depend on `@swf/flow`, and finds it in the user's project.
const FLOW = new URL('../../flow/src/', import.meta.url).href;

/** Waits for a child whose default id holds a hash of the run id. */
const FLOWS = `
  import { workflow } from '${FLOW}index.ts';
  export const packing = workflow('packing', '1.0', { taskList: 'packing' }, async () => {});
  export const order = workflow('order', '1.0', {}, async () => {
    await packing.child();
  });`;

const CHANGED = `
  import { workflow } from '${FLOW}index.ts';
  export const order = workflow('order', '1.0', {}, async () => {
    return 'shipped';
  });`;

interface FlowModule {
  readonly order: object;
}

interface ReplayModule {
  replayFlow(
    definition: object,
    history: Iterable<AnyEvent>,
    options: object,
  ): Promise<{ readonly decisions: readonly Decision[] }>;
}

let test: TestService;
let project: string;

/** Two runs wait for their children. */
beforeAll(async () => {
  test = await startTestService();
  const { client, order } = test;
  project = emptyFolder();
  const flow = join(project, 'flow');
  mkdirSync(flow);
  mkdirSync(join(project, 'node_modules/@swf'), { recursive: true });
  symlinkSync(flow, join(project, 'node_modules/@swf/flow'));
  writeFileSync(join(flow, 'package.json'), JSON.stringify({ name: '@swf/flow', exports: { './replay': './r.mjs' } }));
  writeFileSync(join(flow, 'r.mjs'), `export * from '${FLOW}replay/index.ts';`);
  writeFileSync(join(project, 'flows.mjs'), FLOWS);
  writeFileSync(join(project, 'changed.mjs'), CHANGED);
  await order.with({ name: 'packing' }).save({ client });
  for (const workflowId of ['order-1', 'order-2']) await order.startExecution({ workflowId, client });
  await decideByFlow(2);
});
afterAll(() => test[Symbol.asyncDispose]());

/** Decides so many tasks by the flow. */
async function decideByFlow(count: number): Promise<void> {
  const { order } = (await import(join(project, 'flows.mjs'))) as FlowModule;
  const { replayFlow } = (await import(`${FLOW}replay/index.ts`)) as ReplayModule;
  for (let task = 0; task < count; task += 1) {
    const answer = await test.client.send(
      new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } }),
    );
    const { decisions } = await replayFlow(order, History.from(answer), { ...answer.workflowExecution });
    await test.client.send(
      new RespondDecisionTaskCompletedCommand({
        taskToken: answer.taskToken,
        decisions: decisions.map((decision) => decision.toJSON()),
      }),
    );
  }
}

const workflows = (module: string) => ['--workflows', join(project, module)];
const childAt = / +at \S*flows\.mjs:5:\d+\n/;

describe('swf why --workflows of a run whose code depends on its run id', () => {
  it('names the source lines', async () => {
    const { stdout, stderr } = await test.swf(['why', 'order-1', ...workflows('flows.mjs')]);
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(childAt), stderr: '' });
  });

  it('explains each of many runs without the lines, if the code has changed since', async () => {
    const plain = await test.swf(['why', 'status:open', 'type:order@1.0']);
    const { exitCode, stdout, stderr } = await test.swf([
      'why',
      'status:open',
      'type:order@1.0',
      ...workflows('changed.mjs'),
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: plain.exitCode, stdout: plain.stdout });
    const why = (id: string) =>
      `--workflows: no source lines of ${id}, whose replay fails: ${id} (order@1.0): event 5 is `;
    const lines = stderr.split('\n');
    expect(lines[0]).toContain(why('order-1'));
    expect(lines[1]).toContain(why('order-2'));
    expect(lines[2]).toMatch(/^2 runs, /);
  });
});
