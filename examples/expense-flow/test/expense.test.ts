import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { approval, expense, pay, remind } from '../src/expense.flow.js';

describe('An expense', () => {
  it('is paid a day after it was approved', async () => {
    const p = await play(expense, { what: 'lamp', amount: 40 });
    await p.fire();
    await p.complete(remind);
    await p.answer(approval, { approved: true, by: 'Grace' });
    await p.fire();
    await p.complete(pay, { transfer: '42' });

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'approved by Grace, paid by 42' });
  });

  it('is dropped after a week', async () => {
    const p = await play(expense, { what: 'lamp', amount: 40 });
    await p.fire('timeout-1');

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: 'dropped: nobody answered within a week' });
  });
});
