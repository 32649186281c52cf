import {
  activity,
  condition,
  continueAsNew,
  external,
  human,
  info,
  lambda,
  log,
  marker,
  now,
  onAnySignal,
  patched,
  random,
  sideEffect,
  signal,
  sleep,
  sleepUntil,
  uuid,
  version,
  workflow,
} from '@swf/flow';

const options = { startToCloseTimeout: 30, taskList: 'work' };
export const work = activity<number, number>('work', '1.0', options);
export const retried = activity<number, number>('retried', '1.0', { ...options, retry: { maximumAttempts: 3 } });
const resize = lambda<number, number>('resize');
export const child = workflow('child', '1.0', { taskList: 'flows' }, async (input: number) => input);
export const go = signal<number>('go');
export const tick = signal<number>('tick');
export const approval = human<number>('approval');

/** What a program may call. */
export const CALLS = [
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
  'child started, signaled, and awaited',
  'child started, and canceled',
  'lambda',
  'signal to another',
  'cancel request to another',
  'question',
  'question in time',
  'condition',
  'condition in time',
  'side effect',
  'version',
  'patched',
  'signals of any name',
  'log',
  'marker',
  'throw',
  'continue as new',
] as const;

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

/** What a run remembers. */
export interface Memory {
  readonly trace: unknown[];
  ticks: number;
  /** Whether it has not continued as new: it does so once. */
  readonly isFirst: boolean;
  readonly world: World;
}

/** The result, or the name of the error. */
export async function caught(running: Promise<unknown>): Promise<unknown> {
  try {
    return await running;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}

/** Makes a call. */
export async function call(what: (typeof CALLS)[number], memory: Memory): Promise<unknown> {
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
    case 'child started, signaled, and awaited': {
      const started = await child.startChild(trace.length);
      await started.signal(go, trace.length);
      return started.result();
    }
    case 'child started, and canceled': {
      const started = await child.startChild(trace.length);
      await started.requestCancel();
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
    case 'patched':
      return patched('other change') ? work(2) : 0;
    case 'signals of any name':
      return onAnySignal((name, payload, { eventId }) => void trace.push([name, payload, eventId]));
    case 'log':
      return log.info({ length: trace.length }, 'a program has come here');
    case 'marker':
      return marker('note', { length: trace.length });
    case 'throw':
      throw new Error('thrown by the program');
    case 'continue as new':
      return memory.isFirst ? continueAsNew(() => [trace.length]) : trace.length;
  }
}
