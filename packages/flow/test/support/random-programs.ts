import {
  all,
  continueAsNew,
  mapConcurrent,
  publish,
  race,
  retry,
  saga,
  scope,
  settled,
  shield,
  sleep,
  workflow,
} from '@swf/flow';
import fc from 'fast-check';
import { CALLS, call, caught, go, type Memory, tick, type World, work } from './random-calls.js';

const SCOPES = [
  'all',
  'race',
  'settled',
  'sequence',
  'map',
  'map that cancels',
  'map over an async iterator',
  'saga',
  'saga undone together',
  'shield',
  'timeout',
  'retry',
  'canceled from within',
  'Promise.all',
  'Promise.race',
] as const;

/** A program: what it calls, and in which scopes. */
export type Program =
  | { readonly call: (typeof CALLS)[number] }
  | { readonly within: (typeof SCOPES)[number]; readonly parts: readonly Program[] };

/** Programs over all calls and scopes, and how they end. */
export const anyProgram: fc.Arbitrary<{ readonly program: Program; readonly end: 'return' | 'continue as new' }> =
  fc.record({
    program: fc.letrec<{ program: Program }>((tie) => ({
      program: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({ call: fc.constantFrom(...CALLS) }),
        fc.record({
          within: fc.constantFrom(...SCOPES),
          parts: fc.array(tie('program'), { minLength: 1, maxLength: 3 }),
        }),
      ),
    })).program,
    end: fc.constantFrom('return', 'return', 'return', 'continue as new'),
  });

/** The workflow of a program. */
export function workflowOf(program: Program, end: 'return' | 'continue as new', world: World) {
  return workflow('any', '1.0', { taskList: 'flows' }, async (carried?: unknown) => {
    const memory: Memory = { trace: [], ticks: 0, isFirst: carried === undefined, world };
    publish(() => ({ length: memory.trace.length, ticks: memory.ticks }));
    tick.on(async (value) => {
      memory.ticks += 1;
      if (value % 3 === 0) memory.trace.push(await caught(work(value)));
    });
    const result = await caught(execute(program, memory));
    if (end === 'continue as new' && memory.isFirst) continueAsNew(() => [memory.ticks, ...go.unread()]);
    return { result: JSON.stringify(result) ?? null, trace: memory.trace };
  });
}

function execute(program: Program, memory: Memory): Promise<unknown> {
  if ('call' in program) return call(program.call, memory);
  const branches = program.parts.map((part) => async () => {
    const result = await execute(part, memory);
    memory.trace.push(JSON.stringify(result) ?? null);
    return result;
  });
  const inOrder = async () => {
    for (const branch of branches) await caught(branch());
    return work(branches.length);
  };
  switch (program.within) {
    case 'all':
      return all(...branches);
    case 'race':
      return race(...branches);
    case 'settled':
      return settled(...branches).then((results) => results.map(({ status }) => status));
    case 'map':
      return mapConcurrent(branches, (branch) => branch(), { maxInFlight: 2, onFailure: 'FINISH' });
    case 'map that cancels':
      return mapConcurrent(branches, (branch) => branch(), { maxInFlight: 2, key: (_, index) => `item ${index}` });
    case 'map over an async iterator':
      return mapConcurrent(eachOf(branches), (branch) => branch(), { maxInFlight: 1 });
    case 'saga':
    case 'saga undone together':
      return saga(
        async (undo) => {
          undo(() => work(-1));
          undo(() => work(-2));
          return inOrder();
        },
        { order: program.within === 'saga' ? 'LAST_FIRST' : 'TOGETHER' },
      );
    case 'shield':
      return shield(inOrder);
    case 'timeout':
      return scope(inOrder, { name: 'hasty', timeout: 5 });
    case 'retry':
      return retry(() => all(...branches), { maximumAttempts: 2 });
    case 'canceled from within':
      return scope(async ({ cancel }) => {
        const [first, ...others] = branches.map((branch) => caught(branch()));
        await first;
        cancel();
        return Promise.all(others);
      });
    case 'Promise.all':
      return Promise.all(branches.map((branch) => branch()));
    case 'Promise.race':
      return Promise.race(branches.map((branch) => branch()));
    case 'sequence':
      return inOrder();
  }
}

async function* eachOf<Item>(items: readonly Item[]): AsyncGenerator<Item, void, void> {
  for (const item of items) {
    await sleep(1);
    yield item;
  }
}
