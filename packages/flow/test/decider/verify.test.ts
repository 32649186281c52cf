import { marker, sideEffect, sleep, workflow } from '@swf/flow';
import { testFlow } from '@swf/flow/testing';
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

  it('gives the second run the values of side effects', async () => {
    const definition = workflow('drawing', '1.0', {}, async () => {
      const drawn = sideEffect('drawn', Math.random);
      await sleep(1);
      return drawn;
    });
    await using env = await testFlow({ workflows: [definition], decider: { verify: 1 } });

    expect(await env.run(definition, undefined)).toEqual(expect.any(Number));
    expect(env.errors).toEqual([]);
  });
});
