import { activity, FlowDecider, patched, signal, version, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { taskOf } from '../support/decision-task.js';

const audit = activity<void, string>('audit', '1.0', { startToCloseTimeout: 30, taskList: 'work' });
const ship = activity<void, string>('ship', '1.0', { startToCloseTimeout: 30, taskList: 'work' });
const order = (run: () => Promise<unknown>) => workflow('order', '1.0', {}, run);

const original = order(ship);
const audited = order(async () => {
  if (version('audit', { max: 1 }) === 1) await audit();
  await ship();
});
const patchedOrder = order(async () => {
  if (patched('audit')) await audit();
  await ship();
});
const retired = order(async () => {
  version('audit', { min: 2, max: 2 });
  await ship();
});
const waiting = order(async () => {
  version('audit', { max: 1 });
  await signal('go').next();
});
const catching = order(async () => {
  try {
    version('audit', { min: 2, max: 2 });
  } catch {
    await ship();
  }
});
const unsupported = (got: number) => ({
  code: 'UNSUPPORTED_VERSION',
  message: `order-1: version of "audit" must be from 2 to 2, got ${got}`,
});

describe('A branch that is retired', () => {
  it.each([
    ['that is in it', audited, retired, 1],
    ['that began before it', original, retired, 0],
    ['that called for nothing else', waiting, retired, 1],
    ['that would go on without it', original, catching, 0],
  ])('stops a run %s, which is not told to guard a change', async (_, before, after, got) => {
    const { history } = await play(before);

    await expect(replayFlow(after, history, { workflowId: 'order-1' })).rejects.toMatchObject(unsupported(got));
  });

  it('leaves the task of such a run to time out, whatever differences do', async () => {
    const p = await play(audited);
    await p.complete(audit, 'fine', { id: 'audit-1' });
    const decider = new FlowDecider({ name: 'flows' }, 'flows', {
      workflows: [retired],
      register: false,
      onNonDeterminism: () => 'FAIL_WORKFLOW_EXECUTION',
    });
    const deciding = decider.decide(taskOf(p.history, 'order'), { signal: new AbortController().signal });

    await expect(deciding).rejects.toMatchObject({ code: 'UNSUPPORTED_VERSION' });
  });
});

describe('A patch', () => {
  it('is in place in runs that begin with it', async () => {
    const p = await play(patchedOrder);
    await p.complete(audit, 'fine');
    await p.complete(ship, 'sent');

    expect(p.outcome).toMatchObject({ closeStatus: 'COMPLETED' });
    await expect(replayFlow(patchedOrder, p.history, { workflowId: 'order-1' })).resolves.toBeDefined();
  });

  it('is not in place in runs that began before it', async () => {
    const p = await play(original);
    await p.complete(ship, 'sent');

    await expect(replayFlow(patchedOrder, p.history, { workflowId: 'order-1' })).resolves.toBeDefined();
  });
});
