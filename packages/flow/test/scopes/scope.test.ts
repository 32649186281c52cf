import { activity, now, type Scope, scope, shield, signal, sleep, workflow } from '@swf/flow';
import { CanceledError } from '@swf/flow/errors';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
const stop = signal<string>('stop');

/** Plays a scope that is canceled by the signal `stop`; returns the outcome of the run. */
async function stopped(body: (given: Scope) => Promise<unknown>): Promise<unknown> {
  const definition = workflow('stopping', '1.0', {}, () =>
    scope(async (given) => {
      stop.on((reason) => given.cancel(new Error(reason)));
      return body(given);
    }),
  );
  const p = await play(definition);
  await p.signal(stop, 'too late');
  return p.outcome;
}

describe("A scope's signal", () => {
  it('fires with the reason when the scope is canceled', async () => {
    const outcome = await stopped(async ({ signal: aborting }) => {
      const seen: unknown[] = [aborting.aborted];
      aborting.addEventListener('abort', () => seen.push('fired'));
      await sleep(60).catch(() => {});
      const { reason } = aborting;
      return [...seen, aborting.aborted, CanceledError.is(reason) && String(reason.cause)];
    });
    expect(outcome).toMatchObject({ result: [false, 'fired', true, 'Error: too late'] });
  });

  it('fires within the scope, whoever cancels it', async () => {
    const definition = workflow('listening', '1.0', {}, async () => {
      const seen: unknown[] = [];
      const body = async ({ signal: aborting }: Scope) => {
        aborting.addEventListener('abort', () => {
          seen.push(now().getTime() === Date.now());
          sleep(1).catch((error: unknown) => seen.push(String(error)));
        });
        await sleep(60);
      };
      await scope(body).catch(() => {});
      return seen;
    });
    const p = await play(definition);
    await p.cancel();

    expect(p.outcome).toMatchObject({ result: [true, expect.stringMatching(/^CanceledError: /)] });
  });

  it('has fired if it is first read after that', async () => {
    const outcome = await stopped(async (given) => {
      const before = given.canceled;
      await sleep(60).catch(() => {});
      return [before, given.canceled, given.signal.aborted];
    });
    expect(outcome).toMatchObject({ result: [false, true, true] });
  });

  it('does not fire when a scope within is canceled', async () => {
    const definition = workflow('nested', '1.0', {}, () =>
      scope((outer) =>
        scope(async (inner) => {
          inner.cancel();
          return [outer.signal.aborted, inner.signal.aborted];
        }),
      ),
    );
    expect((await play(definition)).outcome).toMatchObject({ result: [false, true] });
  });
});

describe("A scope's name", () => {
  it('is a prefix of the ids of its calls, and of those of scopes within', async () => {
    const definition = workflow('named', '1.0', {}, () =>
      scope(
        async () =>
          Promise.all([
            work(),
            sleep(1),
            scope(() => work(), { name: 'inner' }),
            scope(() => work()),
            shield(() => work()),
          ]),
        { name: 'outer' },
      ),
    );
    const p = await play(definition);

    expect(p.open.map(({ id }) => id)).toEqual([
      'outer.work-1',
      'outer.sleep-1',
      'outer.inner.work-1',
      'outer.work-2',
      'outer.work-3',
    ]);
  });
});

describe("A scope's timeout", () => {
  it.each([
    ['the scope', undefined],
    ['scope payment', 'payment'],
  ])('rejects with an error that names %s', async (what, name) => {
    const definition = workflow('late', '1.0', {}, () => scope(() => work(), { name, timeout: 10 }));
    const p = await play(definition);
    await p.fire();

    expect(p.outcome).toMatchObject({ error: { code: 'TIMEOUT', message: `${what} timed out after 10 s` } });
  });
});

describe('A shielded branch', () => {
  it('is not canceled with the scope around it, which waits for it', async () => {
    const definition = workflow('shielded', '1.0', {}, () =>
      scope(async ({ cancel }) => {
        const shielded = shield(() => work());
        cancel();
        return shielded;
      }),
    );
    const p = await play(definition);
    await p.cancel();
    expect(p.outcome).toBeUndefined();
    await p.complete(work, 'done');

    expect(p.outcome).toMatchObject({ result: 'done' });
  });

  it('keeps the scope around it open, even if it begins while a scope within is left', async () => {
    const definition = workflow('late', '1.0', {}, () =>
      scope(async () => {
        await scope(async () => {
          // Nobody awaits it: it is canceled on leaving the scope, and cleans up after that.
          sleep(60).catch(() => void shield(() => work()));
        });
        return 'left';
      }),
    );
    const p = await play(definition);
    expect(p.open.map(({ id }) => id)).toEqual(['work-1']);
    await p.complete(work, 'cleaned up');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'left' });
  });
});
