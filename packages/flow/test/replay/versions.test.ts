import { activity, FlowDecider, patched, signal, sleep, version, workflow } from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
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

describe('A change that is guarded at several places', () => {
  const guarded = async (max = 1) => version('audit', { max }) >= 1 && audit();
  const twice = order(async () => {
    await guarded();
    await sleep(60);
    await guarded();
    await ship();
  });
  const later = (max: number, min = 0) =>
    order(async () => {
      await audit();
      await sleep(60);
      if (version('audit', { min, max }) === 1) await audit();
      await ship();
    });
  /** A run that has passed both places, and the task in which it came to the second. */
  const passed = async () => {
    const p = await play(twice);
    await p.complete(audit, 'fine');
    await p.fire();
    const second = p.history.filter({ name: 'DecisionTaskStarted' }).at(-1)?.id;
    return { history: p.history, second: p.history.events.slice(0, second) };
  };

  it('keeps its version in a run when the first of them is deleted', async () => {
    const { history } = await passed();
    const { versions, waiting } = await replayFlow(later(1), history);

    expect(versions).toEqual({ audit: 1 });
    expect(waiting.map(({ id }) => id)).toEqual(['audit-2']);
  });

  it('does not get a newer version where a run comes to the second', async () => {
    const { second } = await passed();
    const { versions, decisions } = await replayFlow(later(2), second);

    expect(versions).toEqual({ audit: 1 });
    expect(decisions.map(String)).toEqual(['ScheduleActivityTask "audit-2"']);
  });

  it('is retired for what a run recorded at the first', async () => {
    const { history } = await passed();

    await expect(replayFlow(later(2, 2), history, { workflowId: 'order-1' })).rejects.toMatchObject(unsupported(1));
  });

  it('keeps its version in a run when an earlier place is guarded, too', async () => {
    const p = await play(
      order(async () => {
        await sleep(60);
        await guarded();
        await ship();
      }),
    );
    await p.fire();
    await p.complete(audit, 'fine');
    const earlier = order(async () => {
      await guarded();
      await sleep(60);
      await guarded();
      await ship();
    });
    const { versions, waiting } = await replayFlow(earlier, p.history);

    expect(versions).toEqual({ audit: 1 });
    expect(waiting.map(({ id }) => id)).toEqual(['ship-1']);
  });

  it('has the version of each turn in a run that recorded two', async () => {
    const run = new HistoryBuilder()
      .decisionTask()
      .markerRecorded('flow:version:audit', { details: '1' })
      .timerStarted('sleep-1')
      .timerFired('sleep-1')
      .decisionTask()
      .markerRecorded('flow:version:audit', { details: '2' })
      .timerStarted('sleep-2')
      .timerFired('sleep-2')
      .decisionTaskStarted();
    const seen: number[] = [];
    const asking = order(async () => {
      for (;;) {
        await sleep(60);
        seen.push(version('audit', { max: 3 }));
      }
    });
    await replayFlow(asking, run.build());

    expect(seen.slice(0, 2)).toEqual([2, 2]);
  });
});
