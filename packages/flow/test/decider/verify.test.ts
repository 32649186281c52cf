import { activity, marker, sideEffect, signal, sleep, workflow } from '@swf/flow';
import { play, testFlow } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

describe('FlowDecider that verifies every turn', () => {
  it('accepts several markers of one name in a turn', async () => {
    const definition = workflow('noting', '1.0', {}, async () => {
      for (const place of ['first', 'second']) marker('note', place);
      await sleep(1);
      return 'noted';
    });
    await using env = await testFlow({ workflows: [definition], decider: { verify: 1 } });

    expect(await env.run(definition, undefined)).toBe('noted');
    expect(env.errors).toEqual([]);
  });

  it.each<[string, draw: () => number]>([
    ['returned', Math.random],
    [
      'threw',
      () => {
        throw new Error(`${Math.random()}`);
      },
    ],
  ])('gives the second run what side effects %s', async (_, draw) => {
    const definition = workflow('drawing', '1.0', {}, async () => {
      let drawn: number;
      try {
        drawn = sideEffect('drawn', draw);
      } catch (error) {
        drawn = Number((error as Error).message);
      }
      await sleep(1);
      return drawn;
    });
    await using env = await testFlow({ workflows: [definition], decider: { verify: 1 } });

    expect(await env.run(definition, undefined)).toEqual(expect.any(Number));
    expect(env.errors).toEqual([]);
  });
});

describe('A turn that is compared with a replay from scratch', () => {
  const work = activity<string, void>('work', '1.0', { startToCloseTimeout: 30 });
  const go = signal('go');
  /** Plays a workflow that does something else when it runs again. */
  const played = (first: () => Promise<unknown>, again: () => Promise<unknown>) => {
    let runs = 0;
    return play(
      workflow('changing', '1.0', {}, () => {
        runs += 1;
        return runs === 1 ? first() : again();
      }),
    ).catch((error: unknown) => error);
  };
  const fail = (message: string, more = {}) => Promise.reject(Object.assign(new Error(message), more));

  it.each<[string, first: () => Promise<unknown>, again: () => Promise<unknown>, expected: string, got: string]>([
    ['less', () => sleep(1), () => go.next(), 'timer sleep-1', 'nothing'],
    ['more', () => go.next(), () => sleep(1), 'nothing', 'timer sleep-1 at '],
    ['another call', () => sleep(1), () => work('a'), 'timer sleep-1', 'activity work-1 (work@1.0) at '],
    ['another input', () => work('a'), () => work('b'), 'activity work-1 (work@1.0)', 'activity work-1 (work@1.0) at '],
    ['another result', async () => 1, async () => 2, 'the close of played', 'the close of played. '],
    ['another failure', () => fail('a'), () => fail('b'), 'the close of played', 'the close of played. '],
  ])('is refused if that calls for %s', async (_, first, again, expected, got) => {
    expect(await played(first, again)).toMatchObject({
      code: 'NON_DETERMINISM',
      startedEventId: 3,
      turn: 1,
      message: expect.stringContaining(
        `played (changing@1.0): the turn of event 3 called ${expected}; a second run of it called ${got}`,
      ),
    });
  });

  it('may fail with other details', async () => {
    const p = await played(
      () => fail('down', { count: 1 }),
      () => fail('down', { count: 2 }),
    );
    expect(p).toMatchObject({ outcome: { closeStatus: 'FAILED', error: { message: 'down', count: 1 } } });
  });
});
