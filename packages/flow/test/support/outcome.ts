import { activity, implement, type Run, signal, workflow } from '@swf/flow';
import { expect } from 'vitest';
import { flowService, type RESIDENCE, storyOf } from './flow-service.js';

type Residents = (typeof RESIDENCE)[keyof typeof RESIDENCE];

const options = { taskList: 'flows' };
const work = { taskList: 'work', startToCloseTimeout: 30 };
export const double = activity<number, number>('double', '1.0', work);
export const flaky = activity<void, string>('flaky', '1.0', {
  ...work,
  retry: { maximumAttempts: 3, initialInterval: 10 },
});
export const undo = activity<string>('undo', '1.0', work);
export const fail = activity<string>('fail', '1.0', work);
export const decline = activity('decline', '1.0', work);
export const endless = activity('endless', '1.0', { ...work, heartbeatTimeout: 5 });
export const go = signal<number>('go');

function implementations(undone: string[] = []) {
  let failures = 2;
  return [
    implement(double, async (value) => value * 2),
    implement(flaky, async () => {
      failures -= 1;
      if (failures >= 0) throw new RangeError(`failure ${failures}`);
      return 'fine';
    }),
    implement(undo, async (what) => void undone.push(what)),
    implement(decline, async () => {
      throw Object.assign(new Error('declined'), { retryable: false });
    }),
    implement(fail, async (message) => {
      throw new TypeError(message);
    }),
    implement(
      endless,
      (_, { signal: aborted }) =>
        new Promise((_resolve, reject) => aborted.addEventListener('abort', () => reject(aborted.reason))),
    ),
  ];
}

/** Runs a workflow to its end, and replays its history. */
export async function outcomeOf<Input>(
  residents: Residents,
  name: string,
  run: (input: Input) => Promise<unknown>,
  input: Input,
  during: (
    started: Run<unknown>,
    client: Awaited<ReturnType<typeof flowService>>['client'],
  ) => Promise<void> = async () => {},
) {
  await using service = await flowService();
  const { client, domain } = service;
  const undone: string[] = [];
  const definition = workflow(name, '1.0', options, run);
  const errors = await service.run({ workflows: [definition], residents }, implementations(undone));
  const started = await definition.start(domain, { workflowId: name, input, client });
  await during(started, client);
  const outcome = await service.result(started).catch((error: unknown) => error);
  const history = await service.history(started.execution);
  await service.replay(definition, started.execution);
  expect(errors).toEqual([]);
  return { outcome, history, story: storyOf(history), undone };
}
