import {
  activity,
  all,
  condition,
  continueAsNew,
  external,
  human,
  info,
  lambda,
  mapConcurrent,
  marker,
  now,
  publish,
  race,
  random,
  retry,
  saga,
  scope,
  settled,
  shield,
  sideEffect,
  signal,
  sleep,
  sleepUntil,
  uuid,
  version,
  workflow,
} from '@swf/flow';
import fc from 'fast-check';

const options = { startToCloseTimeout: 30, taskList: 'work' };
const work = activity<number, number>('work', '1.0', options);
const retried = activity<number, number>('retried', '1.0', { ...options, retry: { maximumAttempts: 3 } });
const resize = lambda<number, number>('resize');
const child = workflow('child', '1.0', { taskList: 'flows' }, async (input: number) => input);
const go = signal<number>('go');
const tick = signal<number>('tick');
const approval = human<number>('approval');

const CALLS = [
  'activity',
  'retried activity',
  'requested activity',
  'abandoned activity',
  'timer',
  'timer of no time',
  'timer until a date',
  'signal',
  'signal in time',
  'signal iterated',
  'signals unread',
  'child',
  'requested child',
  'abandoned child',
  'child started, signalled, and awaited',
  'lambda',
  'signal to another',
  'cancel request to another',
  'question',
  'question in time',
  'condition',
  'condition in time',
  'side effect',
  'version',
  'marker',
  'throw',
] as const;

const SCOPES = [
  'all',
  'race',
  'settled',
  'sequence',
  'map',
  'saga',
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

/** Where the side effects of programs come from: each turn draws its own values, and a replay none. */
export class World {
  readonly #drawn = new Map<string, number>();
  #turn = 0;
  #count = 0;

  /** Begins a turn, which a second decider draws the same values in. */
  begin(startedEventId: number): void {
    this.#turn = startedEventId;
    this.#count = 0;
  }

  draw(): number {
    const key = `${this.#turn} ${this.#count++}`;
    const value = this.#drawn.get(key) ?? Math.random();
    this.#drawn.set(key, value);
    return value;
  }
}

/** The workflow of a program. */
export function workflowOf(program: Program, end: 'return' | 'continue as new', world: World) {
  return workflow('any', '1.0', { taskList: 'flows' }, async () => {
    const memory: Memory = { trace: [], ticks: 0, world };
    publish(() => ({ length: memory.trace.length, ticks: memory.ticks }));
    tick.on(async (value) => {
      memory.ticks += 1;
      if (value % 3 === 0) memory.trace.push(await caught(work(value)));
    });
    const result = await caught(execute(program, memory));
    if (end === 'continue as new') continueAsNew(() => [memory.ticks, ...go.unread()]);
    return { result: JSON.stringify(result) ?? null, trace: memory.trace };
  });
}

interface Memory {
  readonly trace: unknown[];
  ticks: number;
  readonly world: World;
}

async function caught(running: Promise<unknown>): Promise<unknown> {
  try {
    return await running;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
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
    case 'saga':
      return saga(async (undo) => {
        undo(() => work(-1));
        return inOrder();
      });
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

async function call(what: (typeof CALLS)[number], memory: Memory): Promise<unknown> {
  const { trace, world } = memory;
  switch (what) {
    case 'activity':
      return work(trace.length);
    case 'retried activity':
      return retried(trace.length);
    case 'requested activity':
      return work(trace.length, { onCancel: 'REQUEST' });
    case 'abandoned activity':
      return work(trace.length, { onCancel: 'ABANDON' });
    case 'timer':
      return sleep(3);
    case 'timer of no time':
      return sleep(0);
    case 'timer until a date':
      return sleepUntil(new Date(Date.now() + 7000));
    case 'signal':
      return go.next();
    case 'signal in time':
      return caught(go.next({ timeout: 4 }));
    case 'signal iterated':
      for await (const value of go) return value;
      return undefined;
    case 'signals unread':
      return go.unread();
    case 'child':
      return child.child(trace.length);
    case 'requested child':
      return child.child(trace.length, { onCancel: 'REQUEST' });
    case 'abandoned child':
      return child.child(trace.length, { onCancel: 'ABANDON' });
    case 'child started, signalled, and awaited': {
      const started = await child.startChild(trace.length);
      await started.signal(go, trace.length);
      return started.result();
    }
    case 'lambda':
      return resize(trace.length);
    case 'signal to another':
      return external({ workflowId: 'another' }).signal(go, trace.length);
    case 'cancel request to another':
      return external({ workflowId: 'another' }).requestCancel();
    case 'question':
      return approval.ask({ length: trace.length });
    case 'question in time':
      return approval.ask({}, { timeout: 9, remindEvery: 3, remind: () => work(0) });
    case 'condition':
      return condition(() => memory.ticks >= 1);
    case 'condition in time':
      return condition(() => memory.ticks >= 2, { timeout: 8 });
    case 'side effect': {
      const { replaying } = info();
      const value = sideEffect('value', () => {
        if (replaying) throw new Error('a side effect cannot run in a replay');
        return world.draw();
      });
      return [value, uuid(), random(), Math.random(), crypto.randomUUID(), now().getTime(), Date.now()];
    }
    case 'version':
      return version('change', { max: 1 }) === 1 ? work(1) : 0;
    case 'marker':
      return marker('note', { length: trace.length });
    case 'throw':
      throw new Error('thrown by the program');
  }
}
