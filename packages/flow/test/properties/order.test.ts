import { activity, lambda, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const { RUNS = '150' } = process.env;

const work = activity<number, number>('work', '1.0', { startToCloseTimeout: 30 });
const resize = lambda<number, number>('resize');
const child = workflow('child', '1.0', {}, async (input: number) => input);

const KINDS = ['activity', 'failing activity', 'lambda', 'timer', 'signal', 'child'] as const;

/** What is awaited, in which order it comes to pass, and where decision tasks come in between. */
const awaited = fc.array(fc.constantFrom(...KINDS), { minLength: 2, maxLength: 12 }).chain((kinds) =>
  fc.record({
    kinds: fc.constant(kinds),
    order: fc.shuffledSubarray([...kinds.keys()], { minLength: kinds.length }),
    cuts: fc.array(fc.boolean(), { minLength: kinds.length, maxLength: kinds.length }),
  }),
);

describe('What a workflow awaits', () => {
  it('settles in the order of its events, however they are spread over decision tasks', async () => {
    await fc.assert(
      fc.asyncProperty(awaited, async ({ kinds, order, cuts }) => {
        const settled: number[] = [];
        const definition = workflow('waiting', '1.0', {}, async () => {
          settled.length = 0;
          const note = (index: number) => () => void settled.push(index);
          const calls = kinds.map((kind, index) => start(kind, index).then(note(index), note(index)));
          await Promise.all(calls);
        });
        const p = await play(definition, undefined);
        const ids = idsOf(kinds);
        const happen = (index: number) => {
          const id = ids[index] as string;
          switch (kinds[index]) {
            case 'activity':
              return p.complete(work, index, { id });
            case 'failing activity':
              return p.fail(work, new Error('no'), { id });
            case 'lambda':
              return p.complete(resize, index, { id });
            case 'timer':
              return p.fire(id);
            case 'signal':
              return p.signal(signal(id), undefined);
            default:
              return p.complete(child, index, { id });
          }
        };
        const tasks: number[][] = [[]];
        for (const [place, index] of order.entries()) {
          tasks.at(-1)?.push(index);
          if (cuts[place]) tasks.push([]);
        }
        for (const task of tasks) {
          await p.together(async () => {
            for (const index of task) await happen(index);
          });
        }

        expect(settled).toEqual(order);
        expect(p.outcome?.closeStatus).toBe('COMPLETED');
      }),
      { numRuns: Number(RUNS) },
    );
  });
});

function start(kind: (typeof KINDS)[number], index: number): Promise<unknown> {
  switch (kind) {
    case 'activity':
    case 'failing activity':
      return work(index);
    case 'lambda':
      return resize(index);
    case 'timer':
      return sleep(60 + index);
    case 'signal':
      return signal(`signal-${index}`).next();
    case 'child':
      return child.child(index, { workflowId: `child-${index}` });
  }
}

/** The ids that the history has for the calls. */
function idsOf(kinds: readonly (typeof KINDS)[number][]): readonly string[] {
  const counts = new Map<string, number>();
  return kinds.map((kind, index) => {
    if (kind === 'signal' || kind === 'child') return `${kind}-${index}`;
    const name = { activity: 'work', 'failing activity': 'work', lambda: 'resize', timer: 'sleep' }[kind];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}-${count}`;
  });
}
