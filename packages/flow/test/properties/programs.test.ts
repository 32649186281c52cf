import {
  activity,
  all,
  mapConcurrent,
  now,
  race,
  random,
  saga,
  scope,
  settled,
  shield,
  sideEffect,
  signal,
  sleep,
  uuid,
  version,
  workflow,
} from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { type Play, play } from '@swf/flow/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const work = activity<number, number>('work', '1.0', { startToCloseTimeout: 30 });
const retried = activity<number, number>('retried', '1.0', {
  startToCloseTimeout: 30,
  retry: { maximumAttempts: 2 },
});
const go = signal<number>('go');
const child = workflow('child', '1.0', {}, async (input: number) => input);

/** A program: what it calls, and in which scopes. */
type Program =
  | { readonly call: 'work' | 'retried' | 'sleep' | 'next' | 'child' | 'value' | 'version' | 'patience' }
  | {
      readonly within: 'all' | 'race' | 'settled' | 'sequence' | 'map' | 'saga' | 'shield' | 'timeout';
      readonly parts: readonly Program[];
    };

const { program } = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      call: fc.constantFrom('work', 'retried', 'sleep', 'next', 'child', 'value', 'version', 'patience'),
    }) as fc.Arbitrary<Program>,
    fc.record({
      within: fc.constantFrom('all', 'race', 'settled', 'sequence', 'map', 'saga', 'shield', 'timeout'),
      parts: fc.array(tie('program'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Program>,
  ),
}));

async function caught(running: Promise<unknown>): Promise<unknown> {
  try {
    return await running;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}

function execute(part: Program, trace: string[]): Promise<unknown> {
  if ('call' in part) return callOf(part.call, trace);
  const branches = part.parts.map((each) => async () => {
    const result = await execute(each, trace);
    trace.push(String(result));
    return result;
  });
  const inOrder = async () => {
    for (const branch of branches) await caught(branch());
    return work(branches.length);
  };
  switch (part.within) {
    case 'all':
      return caught(all(...branches));
    case 'race':
      return race(...branches);
    case 'settled':
      return settled(...branches).then((results) => results.map(({ status }) => status));
    case 'map':
      return mapConcurrent(branches, (branch) => branch(), { maxInFlight: 2, onFailure: 'FINISH' });
    case 'saga':
      return saga(async (undo) => {
        undo(() => work(-1));
        return inOrder();
      });
    case 'shield':
      return shield(inOrder);
    case 'timeout':
      return scope(inOrder, { timeout: 5 });
    case 'sequence':
      return inOrder();
  }
}

async function callOf(call: Extract<Program, { call: string }>['call'], trace: string[]): Promise<unknown> {
  switch (call) {
    case 'work':
      return work(trace.length);
    case 'retried':
      return retried(trace.length);
    case 'sleep':
      return sleep(3);
    case 'next':
      return go.next();
    case 'patience':
      return caught(go.next({ timeout: 4 }));
    case 'child':
      return child.child(trace.length);
    case 'value':
      return [sideEffect('value', Math.random), uuid(), random(), now().getTime()];
    case 'version':
      return version('change', { max: 1 }) === 1 ? work(1) : 0;
  }
}

/** Lets one of the things happen that may happen now; false if there is none. */
async function happen(
  p: Pick<Play<unknown, unknown>, 'open' | 'fire' | 'signal' | 'complete' | 'fail' | 'start'>,
  choice: number,
  done: Set<string>,
): Promise<boolean> {
  const open = p.open.filter(({ kind, id }) => kind === 'signal' || !done.has(`${kind} ${id}`));
  const picked = open[choice % Math.max(1, open.length)];
  if (picked === undefined) return false;
  const { kind, id, typeName } = picked;
  done.add(`${kind} ${id}`);
  const called = typeName === 'work' ? work : retried;
  if (kind === 'timer') await p.fire(id);
  else if (kind === 'signal') await p.signal(go, choice);
  else if (kind === 'child') await p.complete(child, choice, { id });
  else if (kind === 'activity' && choice % 5 === 0) await p.fail(called, new Error('no'), { id });
  else if (kind === 'activity' && choice % 5 === 1) await p.start(called, { id });
  else if (kind === 'activity') await p.complete(called, choice, { id });
  else return false;
  return true;
}

describe('A workflow of any shape', () => {
  it('replays any legal order and batching of events to the same decisions and outcome', async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.infiniteStream(fc.nat(1000)), fc.nat(30), async (body, choices, cancelAt) => {
        const definition = workflow('any', '1.0', {}, async () => {
          const trace: string[] = [];
          return { result: JSON.stringify(await caught(execute(body, trace))) ?? null, trace };
        });
        const choose = () => choices.next().value ?? 0;
        // Each step decides twice: goes on, and replays from scratch, as after any restart.
        const p = await play(definition, undefined);
        for (let step = 0; p.outcome === undefined && step < 60; step += 1) {
          if (step === cancelAt) await p.cancel();
          if (p.outcome !== undefined) break;
          await p.together(async () => {
            const done = new Set<string>();
            for (let count = 1 + (choose() % 3); count > 0; count -= 1) await happen(p, choose(), done);
          });
        }
        const { outcome } = await replayFlow(definition, p.history, {
          workflowId: 'played',
          runId: 'played-run',
          checkInputs: 'error',
        });

        expect(outcome).toEqual(p.outcome);
      }),
      { numRuns: 150 },
    );
  });
});
