import {
  activity,
  continueAsNew,
  implement,
  mapConcurrent,
  race,
  sideEffect,
  signal,
  sleep,
  version,
  workflow,
} from '@swf/flow';

/** Called at places where a process may die. */
export const places: { pass: (place: 'in a turn' | 'in a side effect') => void } = { pass() {} };

const TASK_TIMEOUT_IN_SECONDS = 4;
const options = { taskList: 'flows', taskStartToCloseTimeout: TASK_TIMEOUT_IN_SECONDS };

const double = activity<number, number>('double', '1.0', {
  taskList: 'work',
  startToCloseTimeout: TASK_TIMEOUT_IN_SECONDS,
  // Tasks of workers that died time out, however many do.
  retry: { maximumInterval: 1 },
});
export const approve = signal<string>('approve');

export const item = workflow('item', '1.0', options, async (number: number) => {
  await sleep(0);
  places.pass('in a turn');
  return (await double(number)) + 1;
});

interface Order {
  readonly runsLeft: number;
  readonly sum: number;
  readonly approvals: readonly string[];
}

/** Calls most of what there is to call, and continues as new. */
export const order = workflow('order', '1.0', options, async ({ runsLeft, sum, approvals }: Order) => {
  const token = sideEffect('token', () => {
    places.pass('in a side effect');
    return Math.random();
  });
  const doubled = await mapConcurrent([1, 2, 3], double, { maxInFlight: 2 });
  places.pass('in a turn');
  if (version('items', { max: 1 }) === 1) doubled.push(await item.child(4));
  const total = doubled.reduce((all, each) => all + each, sum);
  const again = sideEffect('token', () => {
    places.pass('in a side effect');
    return token;
  });
  if (again !== token) throw new Error('a side effect changed');
  if (runsLeft > 0) {
    await sleep(1);
    continueAsNew(() => ({ runsLeft: runsLeft - 1, sum: total, approvals: [...approvals, ...approve.unread()] }));
  }
  const approved =
    approvals[0] ??
    (await race(
      () => approve.next(),
      async () => {
        await sleep(3600);
        return 'nobody';
      },
    ));
  places.pass('in a turn');
  return { total, approved };
});

export const activities = [implement(double, async (number) => 2 * number)];
