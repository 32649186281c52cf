import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Decider } from '@swf/actors';
import { TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { activity, implement, scope, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { WorkflowType } from '@swf/models';
import { describe, expect, it, vi } from 'vitest';
import { flowService } from '../support/flow-service.js';
import { until } from '../support/until.js';

const real = [Date, Math.random, setTimeout, setImmediate, process.nextTick, fetch, performance.now, WeakRef];

it('never shows its replaced globals to other code of the process', async () => {
  await using service = await flowService();
  const { client, domain } = service;
  const double = activity<number, number>('double', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
  let [looks, replaced] = [0, 0];
  const look = () => {
    const seen = [Date, Math.random, setTimeout, setImmediate, process.nextTick, fetch, performance.now, WeakRef];
    looks += 1;
    if (seen.some((each, index) => each !== real[index])) replaced += 1;
  };
  const definition = workflow('busy', '1.0', { taskList: 'flows' }, async () => {
    for (let index = 0; index < 4; index += 1) {
      await Promise.all(Array.from({ length: 5 }, () => double(index)));
      await sleep(Math.random());
    }
    return Date === real[0];
  });
  const errors = await service.run({ workflows: [definition], residents: false, concurrency: 10 }, [
    implement(double, async (value) => {
      look();
      return 2 * value;
    }),
  ]);
  const other = new Decider(domain, 'others', {
    client,
    decide: async ({ newEvents }) => {
      look();
      await Promise.resolve().then(look);
      const isFirst = newEvents.some(({ name }) => name === 'WorkflowExecutionStarted');
      return isFirst
        ? [TimerDecision.start({ timerId: 'a', startToFireTimeout: 0 })]
        : [WorkflowExecutionDecision.complete()];
    },
  });
  const byHand = new WorkflowType(domain, 'by-hand', '1.0', {
    defaultTaskList: 'others',
    defaultTaskStartToCloseTimeout: 60,
    defaultExecutionStartToCloseTimeout: 3600,
    defaultChildPolicy: 'TERMINATE',
  });
  await byHand.save({ client });
  await other.start();
  const timer = setInterval(look, 1);
  // On a busy machine, one that closes idle connections may do so just as one is reused.
  const server = createServer({ keepAliveTimeout: 0 }, (_request, response) => {
    look();
    queueMicrotask(look);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const runs = await Promise.all(
    Array.from({ length: 6 }, (_, index) => definition.start(domain, { workflowId: `busy-${index}`, client })),
  );
  let isOver = false;
  const asking = (async () => {
    while (!isOver) await fetch(`http://127.0.0.1:${port}`);
  })();
  const deciding = (async () => {
    for (let index = 0; index < 5; index += 1) {
      const execution = await byHand.startExecution({ workflowId: `by-hand-${index}`, client });
      await execution.waitUntilClosed({ client, intervalInSeconds: 0.05 });
    }
  })();
  const results = await Promise.all(runs.map((run) => run.result()));
  isOver = true;
  await Promise.all([asking, deciding]);
  await other.stop({ polls: 'abort' });
  clearInterval(timer);
  server.close();

  expect(results).toEqual(Array(6).fill(false));
  expect(errors).toEqual([]);
  expect(looks).toBeGreaterThan(200);
  expect(replaced).toBe(0);
});

describe('The clock of a test', () => {
  it('is put back after a turn, which does not wait for it', async () => {
    vi.useFakeTimers({ now: new Date('2001-01-01T00:00:00Z') });
    try {
      const definition = workflow('timed', '1.0', {}, async () => new Date());
      const p = await play(definition, undefined, { startedAt: new Date('2020-05-05T00:00:00Z') });

      expect(p.outcome).toMatchObject({ result: expect.stringContaining('2020-05-05') });
      expect(new Date().getFullYear()).toBe(2001);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('A console that goes on working after it was called', () => {
  it('does so after the turn, and prints its lines as they were at the call', async () => {
    const printed: unknown[] = [];
    const { console } = globalThis;
    // As those of test runners and monitoring libraries.
    globalThis.console = Object.assign(Object.create(console), {
      log: (...given: readonly unknown[]) =>
        queueMicrotask(() => process.nextTick(() => setTimeout(() => printed.push(given)))),
    });
    try {
      const definition = workflow('printing', '1.0', {}, async () => {
        const state = { step: 1 };
        globalThis.console.log('%s is', 'state', state);
        state.step = 2;
        await sleep(10);
        globalThis.console.log('awake');
      });
      const p = await play(definition);
      await p.fire();
      await until(() => printed.length > 2);

      expect(p.outcome?.closeStatus).toBe('COMPLETED');
      expect(new Set(printed.flat())).toEqual(new Set(['state is { step: 1 }', 'awake']));
    } finally {
      globalThis.console = console;
    }
  });
});

describe('A line that a workflow prints', () => {
  it.each([
    ['debug', 'stdout', 'stderr'],
    ['info', 'stdout', 'stderr'],
    ['log', 'stdout', 'stderr'],
    ['warn', 'stderr', 'stdout'],
    ['error', 'stderr', 'stdout'],
  ] as const)('has the colors of the terminal that it goes to: console.%s', async (method, stream, other) => {
    const { console } = globalThis;
    const printed: unknown[] = [];
    globalThis.console = Object.assign(Object.create(console), { [method]: (line: string) => printed.push(line) });
    const terminals = ([stdout, stderr]: readonly [boolean, boolean]) => {
      for (const [name, isTTY] of Object.entries({ stdout, stderr }))
        Object.assign(process[name as 'stdout'], { isTTY, hasColors: () => true });
    };
    const before = (['stdout', 'stderr'] as const).map((name) => {
      const { isTTY, hasColors } = process[name];
      return () => Object.assign(process[name], { isTTY, hasColors });
    });
    const printing = workflow('printing', '1.0', {}, async () => globalThis.console[method]({ step: 1 }));
    try {
      for (const terminal of [stream, other]) {
        terminals([terminal === 'stdout', terminal === 'stderr']);
        printed.length = 0;
        await play(printing);
        await until(() => printed.length > 0);
        const colored = terminal === stream ? '{ step: \u001b[33m1\u001b[39m }' : '{ step: 1 }';
        expect(new Set(printed)).toEqual(new Set([colored]));
      }
    } finally {
      for (const restore of before) restore();
      globalThis.console = console;
    }
  });
});

it.each<[string, (failing: () => never) => unknown]>([
  ['a microtask', (failing) => queueMicrotask(failing)],
  [
    'a listener of a scope',
    (failing) =>
      scope(async ({ signal, cancel }) => {
        signal.addEventListener('abort', failing);
        cancel();
      }),
  ],
  [
    'an asynchronous listener of a scope',
    (failing) =>
      scope(async ({ signal, cancel }) => {
        signal.addEventListener('abort', async () => failing());
        cancel();
      }),
  ],
  [
    'a listener of a signal made from that of a scope',
    (failing) =>
      scope(async ({ signal, cancel }) => {
        AbortSignal.any([signal]).onabort = failing;
        cancel();
      }),
  ],
])('fails a turn with what is thrown in %s', async (_, during) => {
  const failing = () => {
    throw new RangeError('thrown');
  };
  const definition = workflow('failing', '1.0', {}, async () => {
    await during(failing);
    await sleep(1);
  });

  await expect(play(definition)).rejects.toThrow(new RangeError('thrown'));
});
