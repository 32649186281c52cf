import { once, setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Actor } from '@swf/actors';
import { timeline, toSVG } from '@swf/history/timeline';
import { confirm } from './confirmation.js';
import { OrderDecider } from './decider/order-decider.js';
import { bookOrders } from './orders/order-book.js';
import { type ClosedOrder, placeOrder } from './orders/place-order.js';
import { unexpected } from './orders/unexpected.js';
import { domain, findMissing, ORDERS, orderType, register } from './registration.js';
import { busiest } from './report/busiest.js';
import { Progress } from './report/progress.js';
import { report } from './report/report.js';
import { describeConfigured, type Service, startEmbedded } from './service.js';
import { paymentsWorker, warehouseWorker } from './workers.js';

const USAGE = `Places twenty orders on an embedded SWF, and follows each until it closes.

  npm start -- [--keep] [--svg FILE] [--aws [--yes]]

  --keep      goes on after them, with the console, for orders of your own
  --svg FILE  draws the timeline of an order
  --aws       uses Amazon SWF, or the endpoint of your AWS settings: says what it would register
              there, and asks
  --yes       goes on without asking
`;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs the example until all orders are closed, with `--keep` longer, or the signal fires. Resolves
 * to the deviations.
 */
async function main(signal: AbortSignal): Promise<readonly string[]> {
  const boolean = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { aws: boolean, yes: boolean, keep: boolean, help: boolean, svg: { type: 'string' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return [];
  }
  await using service = values.aws ? undefined : await startEmbedded();
  await prepare(service, values.yes, signal);
  const workers = [warehouseWorker(domain), paymentsWorker(domain)];
  const actors = await Actor.run(new OrderDecider(domain, ORDERS), ...workers);
  try {
    const booked = bookOrders(`order-${Date.now().toString(36)}`);
    const progress = new Progress(booked.length, workers);
    const placed = booked.map(async (order) => {
      const closed = await placeOrder(domain, orderType, order, signal);
      progress.orderClosed(closed);
      return closed;
    });
    const closed = await Promise.all(placed).finally(() => progress.end());
    process.stdout.write(`\n${report(closed, process.stdout.columns ?? 100)}\n`);
    if (!values.keep) process.stdout.write('\nnpm start -- --keep leaves everything running, to look around\n');
    if (values.svg !== undefined) await drawOrder(values.svg, busiest(closed));
    if (values.keep) await keepRunning(service, signal);
    return closed.flatMap(unexpected);
  } finally {
    // All orders are closed or abandoned, so an aborted poll loses no task that matters.
    await actors.stop({ polls: 'abort', graceInSeconds: 2 });
  }
}

/** Says where the orders are placed, and registers what is missing there. On AWS, asks first. */
async function prepare(embedded: Service | undefined, yes: boolean, signal: AbortSignal): Promise<void> {
  const place = embedded?.description ?? (await describeConfigured(signal));
  const missing = await findMissing(signal);
  if (embedded === undefined) await confirm(place, missing, { yes, signal });
  process.stdout.write(`Twenty orders on ${place}\n\n`);
  await register(missing, signal);
}

/** Goes on deciding and performing, for orders that are placed elsewhere. Rejects when the signal fires. */
async function keepRunning(embedded: Service | undefined, signal: AbortSignal): Promise<never> {
  const where = embedded ? `: open one on ${embedded.consoleUrl}, and choose "Start one like this"` : '';
  process.stdout.write(`\nthe workers keep running, for more orders${where}; Ctrl-C stops them\n`);
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

async function drawOrder(file: string, { history }: ClosedOrder): Promise<void> {
  // npm runs the program in its own folder; INIT_CWD is the folder of the user.
  const { INIT_CWD = '.' } = process.env;
  await writeFile(resolve(INIT_CWD, file), toSVG(timeline(history)));
}

const interruption = new AbortController();
// Twenty orders listen to one signal; Node warns of a leak from the eleventh on.
setMaxListeners(0, interruption.signal);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort(signal));

try {
  const failures = await main(interruption.signal);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} catch (error) {
  const { aborted, reason } = interruption.signal;
  if (aborted) process.stderr.write(`stopped by ${reason}\n`);
  else process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  const isUsage = error instanceof Error && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS');
  if (isUsage) process.stderr.write(`\n${USAGE}`);
  process.exitCode = aborted ? EXIT_CODES[reason as keyof typeof EXIT_CODES] : 1;
}
