import { activity, condition, race, scope, shield, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const stop = signal<string>('stop');
const refund = activity<void, string>('refund', '1.0', { startToCloseTimeout: 30 });

/** A promise of the program's own, which a signal settles, if it comes. */
const stopped = () => new Promise<string>((resolve) => stop.on((reason) => resolve(reason)));
const soon = async () => {
  await sleep(5);
  return 'soon';
};

/** Plays a function until its first timer has fired. */
async function fired(body: () => Promise<unknown>) {
  const p = await play(workflow('abandoning', '1.0', {}, body));
  await p.fire();
  return p;
}

describe('A body that nobody waits for, and that awaits a promise of its own', () => {
  it.each<[string, () => Promise<unknown>, unknown]>([
    ['the loser of a race', () => race(stopped, soon), 'soon'],
    ['the loser of a race in a scope', () => scope(() => race(stopped, soon)), 'soon'],
    ['a loser in a scope of its own', () => race(() => scope(stopped), soon), 'soon'],
    ['a loser of the race of a loser', () => race(() => race(stopped, stopped), soon), 'soon'],
    ['a body that times out', () => scope(stopped, { timeout: 5 }).catch(({ name }) => name), 'TimeoutError'],
  ])('keeps the run from ending neither as %s', async (_, body, result) => {
    expect((await fired(body)).outcome).toEqual({ closeStatus: 'COMPLETED', result });
  });

  it('ends its run also where signals are handled that could come', async () => {
    const p = await fired(async () => {
      signal('other').on(() => {});
      return race(stopped, soon);
    });
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'soon' });
  });

  it('is waited for as long as a shielded part of it is open', async () => {
    const late = async () => {
      await condition(() => false).catch(() => {});
      await shield(() => refund());
      return stopped();
    };
    const p = await fired(() => scope(() => race(late, soon)));
    expect([p.outcome, p.open.map(({ id }) => id)]).toEqual([undefined, ['refund-1']]);

    await p.complete(refund, 'refunded');
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'soon' });
  });

  it('is waited for again if it goes on with something shielded', async () => {
    const p = await fired(async () => {
      const stopping = stopped();
      const late = () => stopping.then(() => shield(() => refund()));
      const first = await race(late, soon);
      await sleep(60);
      return first;
    });
    await p.signal(stop, 'now');
    await p.fire();
    expect([p.outcome, p.open.map(({ id }) => id)]).toEqual([undefined, ['refund-1']]);

    await p.complete(refund, 'refunded');
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'soon' });
  });

  it('has to end if it is shielded', async () => {
    const p = await fired(() => {
      const stopping = stopped();
      return race(() => shield(() => stopping), soon);
    });
    expect(p.outcome).toBeUndefined();

    await p.signal(stop, 'now');
    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'soon' });
  });
});
