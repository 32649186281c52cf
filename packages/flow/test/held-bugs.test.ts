import {
  activity,
  all,
  continueAsNew,
  mapConcurrent,
  race,
  retry,
  saga,
  scope,
  settled,
  shield,
  signal,
  sleep,
} from '@swf/flow';
import { type Play, play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { calling } from './support/replayed.js';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const undo = activity<void, void>('undo', '1.0', { startToCloseTimeout: 30 });
const go = signal('go');
const other = signal('other');

/** Waits for the signal, and then throws. */
async function buggy(): Promise<never> {
  await go.next();
  throw new TypeError('a bug');
}

const bug = () => {
  throw new TypeError('a bug');
};

/** Signals a run several times within one turn. */
const together = (p: Play<unknown, unknown>, ...names: readonly (typeof go)[]) =>
  p.together(async () => {
    for (const name of names) await p.signal(name);
  });

/** What holds a bug, each in a way of its own. */
const holding: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['retry()', () => retry(buggy, {})],
  [
    'a scope whose activity is canceled',
    () =>
      scope(() => {
        work();
        return buggy();
      }),
  ],
  ['all()', () => all(work, buggy)],
  ['settled()', () => settled(work, buggy)],
  ['mapConcurrent()', () => mapConcurrent([work, buggy], (each) => each(), { maxInFlight: 2, onFailure: 'FINISH' })],
  [
    'a saga',
    () =>
      saga((compensate) => {
        compensate(() => undo());
        return buggy();
      }),
  ],
];

describe('A bug that is held while its run goes on', () => {
  it.each(holding)('stays held if its branch loses a race meanwhile: %s', async (_, run) => {
    const p = await play(calling(() => race(run, () => other.next().then(() => 'other'))));

    await expect(together(p, go, other)).rejects.toThrow('a bug');
  });

  it.each(holding)('stays held if its scope times out meanwhile: %s', async (_, run) => {
    const p = await play(calling(() => scope(run, { timeout: 60 }).catch(() => work())));
    const both = p.together(async () => {
      await p.signal(go);
      await p.fire();
    });

    await expect(both).rejects.toThrow('a bug');
  });

  it('stays held if a branch beside it continues as new', async () => {
    const p = await play(calling(() => settled(buggy, () => other.next().then(() => continueAsNew(1)))));

    await expect(together(p, go, other)).rejects.toThrow('a bug');
  });

  it('counts for nothing if its branch has lost before', async () => {
    const losing = async () => {
      try {
        await work();
      } catch {
        await scope(async () => {
          sleep(60);
          bug();
        });
      }
    };
    const p = await play(calling(() => race(losing, () => go.next().then(() => 'first'))));
    await p.signal(go);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'first' });
  });

  it.each([
    [
      'a compensation',
      () =>
        saga(async (compensate) => {
          compensate(buggy);
          await sleep(3600);
        }),
    ],
    [
      'a finally block',
      async () => {
        try {
          await sleep(3600);
        } finally {
          await shield(buggy);
        }
      },
    ],
  ])('fails the turn of a run that a handler has ended: %s', async (_, run) => {
    const p = await play(
      calling(async () => {
        other.on(() => {
          throw new Error('stop');
        });
        await run();
      }),
    );
    const both = p.together(async () => {
      await p.signal(other);
      await p.signal(go);
    });

    await expect(both).rejects.toThrow('a bug');
    expect(p.decisions).toEqual([]);
  });
});

describe('A handler with a bug', () => {
  it.each<[string, () => Promise<unknown>, readonly (typeof go)[]]>([
    [
      'while the run continues as new',
      async () => {
        await other.next();
        try {
          continueAsNew(1);
        } finally {
          await shield(() => work());
        }
      },
      [other, go],
    ],
    [
      'after its function has continued as new',
      async () => {
        await other.next();
        continueAsNew(1);
      },
      [other, go],
    ],
    ['after its function has returned', () => other.next(), [other, go]],
    [
      'after another handler has ended the run',
      async () => {
        other.on(() => {
          throw new Error('stop');
        });
        await shield(() => work());
      },
      [other, go],
    ],
  ])('fails the turn: %s', async (_, run, signals) => {
    const p = await play(
      calling(() => {
        go.on(bug);
        return run();
      }),
    );

    await expect(together(p, ...signals)).rejects.toThrow('a bug');
    expect(p.decisions).toEqual([]);
  });
});

describe('A handler that throws', () => {
  const refuse = () => {
    throw new Error('cannot take it');
  };

  it('fails a run that was about to continue as new', async () => {
    const p = await play(
      calling(async () => {
        go.on(refuse);
        await other.next();
        try {
          continueAsNew(1);
        } finally {
          await shield(() => work());
        }
      }),
    );
    await together(p, other, go);
    await p.complete(work, 'done');

    expect(p.outcome).toEqual({ closeStatus: 'FAILED', error: new Error('cannot take it') });
  });

  it('changes nothing once its function has returned', async () => {
    const p = await play(
      calling(() => {
        go.on(refuse);
        return other.next().then(() => 'done');
      }),
    );
    await together(p, other, go);

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'done' });
  });
});
