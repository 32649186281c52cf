import { publish, random, sideEffect, sleep, uuid, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

/** Returns what a workflow draws in its first turn. */
async function drawn(draw: () => unknown, workflowId = 'drawing') {
  const p = await play(
    workflow('drawing', '1.0', {}, async () => draw()),
    undefined,
    { workflowId },
  );
  return p.outcome?.closeStatus === 'COMPLETED' ? (p.outcome.result as unknown) : p.outcome;
}

const bytes = (count: number) => [...crypto.getRandomValues(new Uint8Array(count))];

describe('Randomness in a turn', () => {
  // Runs that are open must draw the same after an update of the package.
  it.each<[string, () => unknown, unknown]>([
    ['random()', () => [random(), random()], [0.04145930428057909, 0.11189845437183976]],
    ['Math.random()', () => [Math.random(), Math.random()], [0.04145930428057909, 0.11189845437183976]],
    [
      'uuid()',
      () => [uuid(), uuid()],
      ['017b4c89-f2af-4559-8798-b64a902e739c', '6fb74b03-1f3f-4ed8-8701-191b004f14a6'],
    ],
    [
      'crypto.randomUUID()',
      () => [crypto.randomUUID(), crypto.randomUUID()],
      ['017b4c89-f2af-4559-8798-b64a902e739c', '6fb74b03-1f3f-4ed8-8701-191b004f14a6'],
    ],
    ['crypto.getRandomValues()', () => [bytes(4), Math.random()], [[10, 28, 124, 187], 0.2691799998283386]],
  ])('is the same for a run in every release: %s', async (_, draw, values) => {
    expect(await drawn(draw)).toEqual(values);
  });

  it('differs from run to run', async () => {
    expect(await drawn(() => bytes(8), 'one')).not.toEqual(await drawn(() => bytes(8), 'other'));
  });
});

describe('What a workflow draws', () => {
  const drawAll = () => [random(), uuid(), Math.random(), crypto.randomUUID()];

  it.each<[string, () => unknown]>([
    ['publishes', () => publish(drawAll)],
    ['records', () => sideEffect('drawn', drawAll)],
  ])('is the same in a replay, which does not draw what it %s', async (_, read) => {
    const drawing = workflow('drawing', '1.0', {}, async () => {
      read();
      await sleep(1);
      return random();
    });
    const p = await play(drawing);
    await p.fire();

    expect(p.outcome).toMatchObject({ result: await drawn(() => random(), 'played') });
  });
});

describe('crypto.getRandomValues in a turn', () => {
  it('fills the bytes of a view, and only them', async () => {
    const filled = await drawn(() => {
      const buffer = new ArrayBuffer(1032);
      const view = new Uint32Array(buffer, 4, 256);
      const isSame = crypto.getRandomValues(view) === view;
      return [isSame, [...new Uint8Array(buffer)]];
    });
    const [isSame, all] = filled as [boolean, number[]];

    expect(isSame).toBe(true);
    expect([...all.slice(0, 4), ...all.slice(-4)]).toEqual(Array(8).fill(0));
    const inner = all.slice(4, -4);
    expect(new Set(inner).size).toBeGreaterThan(200);
    expect(Math.max(...inner)).toBeGreaterThan(250);
  });
});
