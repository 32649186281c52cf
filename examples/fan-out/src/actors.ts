import { setTimeout as delay } from 'node:timers/promises';
import { ActivityWorker, Decider } from '@swf/actors';
import { decideBatch } from './decider/decide-batch.js';
import { decideTotal } from './decider/decide-total.js';
import { ADDERS, addUpType, batchType, domain, TOTALS, totalType } from './registration.js';
import type { NumberRange } from './total.js';

const TIME_TO_ADD_IN_MILLISECONDS = 20;

/**
 * Creates the decider of parents and children, and the worker; they register their types on start.
 */
export function actors(): readonly [Decider, ActivityWorker] {
  const decider = new Decider(domain, TOTALS, {
    register: true,
    types: [totalType, batchType],
    decide: ({ history, workflowType, execution }) =>
      workflowType.name === totalType.name ? decideTotal(history, execution.workflowId) : decideBatch(history),
  });
  const worker = new ActivityWorker(domain, ADDERS, {
    register: true,
    types: [addUpType],
    activities: { 'add-up': addUp },
  });
  return [decider, worker];
}

async function addUp({ from, to }: NumberRange): Promise<number> {
  await delay(TIME_TO_ADD_IN_MILLISECONDS);
  let sum = 0;
  for (let number = from; number <= to; number++) sum += number;
  return sum;
}
