import { activity, settled, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';

const work = activity<string, string>('work', '1.0', { startToCloseTimeout: 30 });

describe('settled in a scope that is canceled', () => {
  it('resolves to rejected branches, and what follows is canceled', async () => {
    const statuses: string[] = [];
    const definition = workflow('settling', '1.0', {}, async () => {
      const results = await settled(
        () => work('done'),
        () => sleep(60),
      );
      statuses.splice(0, 2, ...results.map(({ status }) => status));
      await sleep(1);
    });
    const p = await play(definition, undefined);
    await p.complete(work, 'done');
    await p.cancel();

    expect(statuses).toEqual(['fulfilled', 'rejected']);
    expect(p.outcome).toEqual({ closeStatus: 'CANCELED' });
    expect(p.decisions.map(({ type }) => type)).toEqual(['CancelTimer', 'CancelWorkflowExecution']);
  });
});
