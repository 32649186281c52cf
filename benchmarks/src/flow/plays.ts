import { activity, signal, sleep, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { formatSeconds } from '../harness/compare.js';
import type { Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';

const PLAYS = 1000;
const ROUNDS = 3;

const charge = activity<{ amount: number }, { id: string }>('charge', '1.0', { startToCloseTimeout: 30 });
const approve = signal<{ by: string }>('approve');

const order = workflow('order', '1.0', {}, async (input: { total: number }) => {
  const { id } = await charge({ amount: input.total });
  await sleep(60);
  const { by } = await approve.next();
  const receipt = await charge({ amount: 1 });
  await sleep(60);
  return [id, by, receipt.id];
});

/** Measures unit tests of workflows: each goes through five steps, and compares each with a replay. */
export async function playRows(): Promise<readonly Row[]> {
  const seconds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = process.cpuUsage();
    for (let test = 0; test < PLAYS; test += 1) await playOnce();
    const { user, system } = process.cpuUsage(began);
    if (round > 0) seconds.push((user + system) / 1e6);
  }
  const figure = formatSeconds(summarize(seconds).median);
  return [{ case: '1,000 tests with play', subject: '5 steps each', figure }];
}

async function playOnce(): Promise<void> {
  const p = await play(order, { total: 3 });
  await p.complete(charge, { id: 'first' });
  await p.fire();
  await p.signal(approve, { by: 'ops' });
  await p.complete(charge, { id: 'second' });
  await p.fire();
  if (p.outcome?.closeStatus !== 'COMPLETED') throw new Error(`the order must complete, got ${p.outcome?.closeStatus}`);
}
