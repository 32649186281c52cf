import {
  activity,
  all,
  continueAsNew,
  human,
  implement,
  lambda,
  mapConcurrent,
  race,
  settled,
  signal,
  workflow,
} from '@swf/flow';
import { play } from '@swf/flow/testing';
import { expectTypeOf } from 'vitest';

const options = { startToCloseTimeout: 30 } as const;
const domain = { name: 'shop' };

interface Page {
  readonly items: readonly string[];
  readonly next: string | undefined;
}

const charge = activity<{ amount: number }, { id: string; at: Date; undo(): void }>('charge', '1.0', options);
const page = activity<{ from: string | undefined }, Page>('page', '1.0', options);
const tick = activity('tick', '1.0', options);
const approve = signal<{ by: string }>('approve');
const approval = human<{ approved: boolean }>('approval');
const resize = lambda<{ width: number }, { bytes: number }>('resize');

// What JSON leaves of a result.
expectTypeOf(charge({ amount: 1 })).resolves.toEqualTypeOf<{ id: string; at: string }>();
expectTypeOf(tick()).resolves.toEqualTypeOf<void>();

// Arrays stay arrays, tuples stay tuples, and their elements are as JSON leaves them.
const split = activity<{ url: string }, string[]>('split', '1.0', options);
const days = activity<void, readonly { day: Date }[]>('days', '1.0', options);
const pair = activity<void, [name: string, at: Date]>('pair', '1.0', options);
const lines = signal<{ sku: string }[]>('lines');
expectTypeOf(split({ url: '' })).resolves.toEqualTypeOf<string[]>();
expectTypeOf(days()).resolves.toEqualTypeOf<readonly { day: string }[]>();
expectTypeOf(pair()).resolves.toEqualTypeOf<[name: string, at: string]>();
expectTypeOf(lines.next()).resolves.toEqualTypeOf<{ sku: string }[]>();
void mapConcurrent(['a'], async (url) => (await split({ url })).map((part) => part.length), { maxInFlight: 2 });
expectTypeOf(resize({ width: 1 })).resolves.toEqualTypeOf<{ bytes: number }>();
expectTypeOf(approve.next()).resolves.toEqualTypeOf<{ by: string }>();
expectTypeOf(approval.ask()).resolves.toEqualTypeOf<{ approved: boolean }>();

// @ts-expect-error: the input is missing
charge();
// @ts-expect-error: the input is wrong
charge({ amount: '1' });
// @ts-expect-error: a start-to-close timeout is required
activity('charge', '1.0', {});
// @ts-expect-error: an option is misspelled
activity('charge', '1.0', { ...options, heartbeatTimout: 3 });
// @ts-expect-error: the result is wrong
implement(charge, async () => ({ id: 1 }));
implement(charge, async ({ amount }) => ({ id: String(amount), at: new Date(), undo() {} }));

// A loop whose input is the result of the turn before infers.
const crawl = workflow('crawl', '1.0', {}, async (input: { from: string | undefined }) => {
  let { from } = input;
  let count = 0;
  do {
    const result = await page({ from });
    count += result.items.length;
    from = result.next;
  } while (from !== undefined);
  return count;
});
expectTypeOf(crawl.child({ from: undefined })).resolves.toEqualTypeOf<number>();

// A workflow that continues as new infers the rest of its result.
const again = workflow('again', '1.0', {}, async (left: number) => {
  if (left > 0) continueAsNew(left - 1);
  return 'done';
});
expectTypeOf(again.child(1)).resolves.toEqualTypeOf<string>();

const order = workflow('order', '1.0', {}, async (input: { total: number }) => {
  const [receipt, text] = await all(
    () => charge({ amount: input.total }),
    async () => 'text',
  );
  const first = await race(
    async () => 1,
    async () => 'one',
  );
  const results = await settled(async () => 1);
  expectTypeOf(receipt.at).toEqualTypeOf<string>();
  expectTypeOf(text).toEqualTypeOf<string>();
  expectTypeOf(first).toEqualTypeOf<string | number>();
  expectTypeOf(results).toEqualTypeOf<[PromiseSettledResult<number>]>();
  return { receipt, created: new Date() };
}).state<{ paid: boolean }>();

const run = order.run(domain, { workflowId: 'order-42' });
expectTypeOf(run.result()).resolves.toEqualTypeOf<{ receipt: { id: string; at: string }; created: string }>();
expectTypeOf(run.state()).resolves.toEqualTypeOf<{ paid: boolean } | undefined>();
expectTypeOf(run.signal(approve, { by: 'ops' })).resolves.toEqualTypeOf<void>();
expectTypeOf(run.answer(approval, 'approval-1', { approved: true })).resolves.toEqualTypeOf<void>();

// @ts-expect-error: the input is missing
order.start(domain, { workflowId: 'order-42' });
// @ts-expect-error: the input is wrong
order.start(domain, { workflowId: 'order-42', input: { total: '3' } });
// @ts-expect-error: the payload is wrong
run.signal(approve, { by: 3 });
// @ts-expect-error: the answer is wrong
run.answer(approval, 'approval-1', { approved: 'yes' });
// @ts-expect-error: the input of the child is wrong
order.child({ total: '3' });

const plain = workflow('plain', '1.0', {}, async () => {});
// A workflow without input needs none.
plain.start(domain, { workflowId: 'plain' });

const played = await play(order, { total: 3 });
expectTypeOf(played.state).toEqualTypeOf<{ paid: boolean } | undefined>();
void played.complete(charge, { id: '1', at: new Date(), undo() {} });
void played.complete(again, 'done');
void played.complete(resize, { bytes: 1 });
// A child whose result is nothing, or may be nothing.
const find = workflow('find', '1.0', {}, async (name: string) => (name === '' ? null : name));
void played.complete(find, 'Ada');
void played.complete(find, null);
void played.complete(plain);
void played.complete(plain, undefined, { id: 'plain-1' });
// @ts-expect-error: the result of the child is wrong
void played.complete(find, 1);
// @ts-expect-error: the result of the child is missing
void played.complete(find);
// @ts-expect-error: the input is wrong
void play(order, { total: '3' });
// @ts-expect-error: the result is wrong
void played.complete(charge, { id: 1 });
// @ts-expect-error: the result of the child is wrong
void played.complete(again, 1);
// @ts-expect-error: the payload is wrong
void played.signal(approve, { by: 3 });

// A signal, a workflow or a result without a value needs none.
const stop = signal('stop');
expectTypeOf(run.signal(stop)).resolves.toEqualTypeOf<void>();
void play(plain);
void played.signal(stop);
void plain.signalWithStart(domain, { workflowId: 'plain', signal: stop });
void plain.signalWithStart(domain, { workflowId: 'plain', signal: approve, payload: { by: 'ops' } });
void played.complete(tick);
// @ts-expect-error: the payload is missing
run.signal(approve);
// @ts-expect-error: the payload is missing
void plain.signalWithStart(domain, { workflowId: 'plain', signal: approve });
// @ts-expect-error: the input is missing
void play(order);
// @ts-expect-error: the result is missing
void played.complete(charge);

// A child whose input is not void, with the types given.
const courier = workflow<string, string>('courier', '1.0', { taskList: 'couriers' });
void played.complete(courier, 'Bob');
void played.fail(courier, new Error('nobody'));
// @ts-expect-error: the result is wrong
void played.complete(courier, 1);
