import { proxyActivities } from '@temporalio/workflow';

const { charge } = proxyActivities({ startToCloseTimeout: 30_000 });

/** Calls that many activities in sequence. */
export async function sequence({ activities }) {
  let charged = 0;
  for (let index = 1; index <= activities; index += 1) charged += (await charge({ amount: index })).charged;
  return charged;
}

/** Calls that many activities at once. */
export async function fan({ activities }) {
  const results = await Promise.all(Array.from({ length: activities }, (_, index) => charge({ amount: index + 1 })));
  return results.reduce((sum, { charged }) => sum + charged, 0);
}
