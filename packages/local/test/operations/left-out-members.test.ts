import { describe, expect, it } from 'vitest';
import { CHOSEN_MEMBERS } from './chosen-members.js';
import { DECISION_MEMBERS } from './decision-members.js';
import type { LeftOut, Scene } from './left-out.js';
import { optionalMembers } from './optional-members.js';
import { RECORDED_MEMBERS } from './recorded-members.js';
import { type Members, World } from './world.js';

type Row = readonly [member: string, name: string, scene: Scene, rule: LeftOut];

const rows = [...Object.entries({ ...RECORDED_MEMBERS, ...DECISION_MEMBERS }), ...Object.entries(CHOSEN_MEMBERS)]
  .flatMap(([owner, scenes]) => [scenes].flat().map((each) => [owner, each] as const))
  .flatMap(([owner, { scene, members }]) =>
    Object.entries(members).map(([name, rule]): Row => [`${owner}.${name}`, name, scene, rule]),
  );

async function play(scene: Scene, optional: Members): Promise<Members> {
  await using world = await World.make();
  const seen = await scene(world, optional);
  // Ids of runs are random.
  return JSON.parse(JSON.stringify(seen), (key, value) => (key === 'newExecutionRunId' ? undefined : value));
}

describe('an optional member of a request', () => {
  it('has a row here, whatever its operation, structure or decision', () => {
    expect(rows.map(([member]) => member).sort()).toEqual(optionalMembers());
  });

  it.each(rows)('%s may be left out, with its default meaning', async (_, name, scene, rule) => {
    const without = await play(scene, {});
    const given = await play(scene, { [name]: rule.given });
    expect(given).not.toEqual(without);
    if (rule.seen) expect(without).toEqual(rule.seen);
    else if ('sameAs' in rule) expect(without).toEqual(await play(scene, { [name]: rule.sameAs }));
    else expect(given).toEqual({ ...without, [name]: rule.given });
    if (!('sameAs' in rule || rule.seen)) expect(without).not.toHaveProperty(name);
  });
});
