import { activity, workflow } from '@swf/flow';
import { CHARGE } from './histories.js';

const charge = activity<{ amount: number }, { charged: number }>(CHARGE.name, CHARGE.version, {
  taskList: 'orders',
  startToCloseTimeout: 30,
});

/** Calls that many activities in sequence. */
export function sequence(activities: number) {
  return workflow('order', '1.0', { taskList: 'orders' }, async () => {
    let charged = 0;
    for (let index = 1; index <= activities; index += 1) charged += (await charge({ amount: index })).charged;
    return charged;
  });
}

/** Calls that many activities at once. */
export function fan(activities: number) {
  return workflow('order', '1.0', { taskList: 'orders' }, async () => {
    const results = await Promise.all(Array.from({ length: activities }, (_, index) => charge({ amount: index + 1 })));
    return results.reduce((sum, { charged }) => sum + charged, 0);
  });
}
