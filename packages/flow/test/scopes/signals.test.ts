import { activity, all, type Branch, race, retry, scope, shield, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<unknown, void>('work', '1.0', { startToCloseTimeout: 30 });
const go = signal<number>('go');
const other = signal<number>('other');
const stop = signal('stop');
const next = () => go.next();

/** Plays a function that gets signals and a timer's end in one task; returns what it returns. */
async function resultOf(run: () => Promise<unknown>, sent: readonly number[], late: readonly number[] = []) {
  const p = await play(workflow('reading', '1.0', {}, run));
  await p.together(async () => {
    for (const value of sent) await p.signal(go, value);
    await p.fire('sleep-1');
    for (const value of late) await p.signal(go, value);
  });
  return p.outcome?.closeStatus === 'COMPLETED' ? p.outcome.result : p;
}

/** Loses a race against a timer, in the task in which it read signals. */
const lose = (branch: Branch<unknown>) =>
  race(
    async () => {
      await work(await branch());
      return 'won';
    },
    async () => {
      await sleep(10);
      return 'lost';
    },
  );

describe('A signal that the loser of a race read in the same task', () => {
  it.each<[string, Branch<unknown>]>([
    ['by next()', () => go.next()],
    ['by next() with a timeout', () => go.next({ timeout: 60 })],
    ['in a scope', () => scope(() => go.next())],
    ['in a scope with a timeout', () => scope(() => go.next(), { timeout: 60 })],
    ['in retry()', () => retry(() => go.next(), { maximumAttempts: 2 })],
    ['in a race that it won', () => race(next, () => other.next())],
    ['beside what still waits', () => all(next, () => other.next())],
  ])('is unread again: %s', async (_, branch) => {
    expect(await resultOf(async () => [await lose(branch), go.unread()], [1])).toEqual(['lost', [1]]);
  });

  it('keeps its place, whichever scope read it', async () => {
    const reading = () => lose(async () => [await scope(next), await next(), await scope(next)]);
    expect(await resultOf(async () => [await reading(), go.unread()], [1, 2, 3], [4])).toEqual(['lost', [1, 2, 3, 4]]);
  });

  it('is read in its turn if it was taken before that', async () => {
    const run = async () => {
      const taken = lose(async () => {
        await go.next();
        return go.unread();
      });
      const read: unknown[] = [];
      other.on(() => void read.push('other'));
      return [await taken, await go.next(), await go.next(), read];
    };
    expect(await resultOf(run, [1], [2])).toEqual(['lost', 1, 2, []]);
  });

  it('goes to whoever waits for it', async () => {
    expect(await resultOf(() => all(() => lose(next), next), [1])).toEqual(['lost', 1]);
  });

  it('does not go to the loser itself', async () => {
    const losing = () => lose(async () => [await next(), await next()]);
    expect(await resultOf(async () => [await losing(), go.unread()], [1])).toEqual(['lost', [1]]);
  });

  it('is unread again if the loser ends together with the winner', async () => {
    const run = async () => {
      const timer = sleep(10);
      const losing = async () => {
        const value = await go.next();
        await timer;
        return value;
      };
      return [await race(() => timer.then(() => 'timer'), losing), go.unread()];
    };
    expect(await resultOf(run, [1])).toEqual(['timer', [1]]);
  });

  it('stays with a shielded part, which goes on', async () => {
    const run = () => lose(() => shield(async () => work(await go.next())));
    const p = await play(workflow('reading', '1.0', {}, async () => [await run(), go.unread()]));
    await p.together(async () => {
      await p.signal(go, 1);
      await p.fire();
    });
    expect(p.decisions.map(({ attributes }) => attributes)).toMatchObject([{ activityId: 'work-1', input: '1' }]);
    await p.complete(work, undefined);

    expect(p.outcome).toMatchObject({ result: ['lost', []] });
  });
});

describe('A handler', () => {
  it('gets every signal, beside others of its name', async () => {
    const read: unknown[] = [];
    const run = async () => {
      read.length = 0;
      for (const name of ['a', 'b']) go.on((value) => void read.push([name, value]));
      await sleep(10);
    };
    await resultOf(run, [1, 2]);
    expect(read).toEqual([
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['b', 2],
    ]);
  });

  it('leaves its signal to a next() that waited before it', async () => {
    const run = async () => {
      const read: unknown[] = [];
      const first = go.next();
      go.on((value) => void read.push(value));
      await sleep(10);
      return [await first, read];
    };
    expect(await resultOf(run, [1, 2])).toEqual([1, [2]]);
  });

  it.each<[string, (body: (cancel: () => void) => Promise<unknown>) => Promise<unknown>]>([
    ['left', (body) => scope(() => body(() => {}))],
    ['canceled', (body) => scope(({ cancel }) => body(cancel)).catch(() => {})],
  ])('ends with its scope, and what comes then is unread: the scope is %s', async (_, within) => {
    const definition = workflow('reading', '1.0', {}, async () => {
      const read: unknown[] = [];
      await within(async (cancel) => {
        go.on((value) => void read.push(value));
        await stop.next();
        cancel();
        go.on((value) => void read.push(value));
      });
      await stop.next();
      return [read, go.unread()];
    });
    const p = await play(definition);
    for (const value of [1, 2]) {
      await p.signal(go, value);
      await p.signal(stop);
    }

    expect(p.outcome).toMatchObject({ result: [[1], [2]] });
  });
});
