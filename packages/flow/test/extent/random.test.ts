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
    ['random()', () => [random(), random()], [0.3227244736626744, 0.04085254203528166]],
    ['Math.random()', () => [Math.random(), Math.random()], [0.3227244736626744, 0.04085254203528166]],
    [
      'uuid()',
      () => [uuid(), uuid()],
      ['506c08d1-2a15-4053-abfc-8713c4b3dc85', '085d55d0-ed4b-43fc-938b-e9705ec395b0'],
    ],
    [
      'crypto.randomUUID()',
      () => [crypto.randomUUID(), crypto.randomUUID()],
      ['506c08d1-2a15-4053-abfc-8713c4b3dc85', '085d55d0-ed4b-43fc-938b-e9705ec395b0'],
    ],
    ['crypto.getRandomValues()', () => [bytes(4), Math.random()], [[82, 10, 106, 194], 0.043132140301167965]],
  ])('is the same for a run in every release: %s', async (_, draw, values) => {
    expect(await drawn(draw)).toEqual(values);
  });

  // The ids have the same hash of 32 bits (FNV-1a), and so have the run ids of their runs.
  it.each([
    ['one', 'other'],
    ['run-302948', 'run-1826500'],
  ])('differs from run to run: %s and %s', async (one, other) => {
    expect(await drawn(() => bytes(8), one)).not.toEqual(await drawn(() => bytes(8), other));
    expect(await drawn(uuid, one)).not.toBe(await drawn(uuid, other));
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
