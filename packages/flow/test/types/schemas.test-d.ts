import { activity, implement, type Schema, workflow } from '@swf/flow';
import { play } from '@swf/flow/testing';
import { expectTypeOf } from 'vitest';

declare const text: Schema<string, number>;
declare const date: Schema<Date, Date>;
declare const order: Schema<{ total?: number }, { total: number }>;
declare const receipt: Schema<{ id: string; at?: Date }, { id: string; at: Date }>;

const options = { startToCloseTimeout: 30 } as const;
const domain = { name: 'shop' };

// Callers give what a schema takes, and get what JSON leaves of what a schema makes.
const charge = activity('charge', '1.0', { ...options, input: order, result: receipt });
expectTypeOf(charge({})).resolves.toEqualTypeOf<{ id: string; at: string }>();
implement(charge, async (input) => {
  expectTypeOf(input).toEqualTypeOf<{ total: number }>();
  return { id: '1' };
});
// @ts-expect-error: the result lacks what its schema requires
implement(charge, async () => ({}));
// @ts-expect-error: the input is wrong
charge({ total: '3' });

const read = activity('read', '1.0', { ...options, input: text });
expectTypeOf(read('3')).resolves.toEqualTypeOf<void>();
const counted = activity('counted', '1.0', { ...options, result: text });
expectTypeOf(counted()).resolves.toEqualTypeOf<number>();
implement(counted, () => '3');
// @ts-expect-error: the implementation returns what the schema takes
implement(counted, () => 3);
// A type that is given stands.
const given = activity<{ id: string }, { at: string }>('given', '1.0', { ...options, result: receipt as never });
expectTypeOf(given({ id: '1' })).resolves.toEqualTypeOf<{ at: string }>();

const both = workflow('both', '1.0', { input: order, result: receipt }, async (input) => {
  expectTypeOf(input).toEqualTypeOf<{ total: number }>();
  return { id: String(input.total) };
});
expectTypeOf(both.run(domain, { workflowId: 'w' }).result()).resolves.toEqualTypeOf<{ id: string; at: string }>();
expectTypeOf(both.child({})).resolves.toEqualTypeOf<{ id: string; at: string }>();
// @ts-expect-error: the function returns what its schema does not take
workflow('both', '1.0', { input: order, result: receipt }, async () => ({ id: 3 }));

const taking = workflow('taking', '1.0', { input: text }, async (input) => ({ twice: 2 * input }));
expectTypeOf(taking.child('3')).resolves.toEqualTypeOf<{ twice: number }>();
const giving = workflow('giving', '1.0', { result: text }, async (input: { from: number }) => String(input.from));
expectTypeOf(giving.child({ from: 3 })).resolves.toEqualTypeOf<number>();
// @ts-expect-error: the function returns what its schema does not take
workflow('giving', '1.0', { result: text }, async () => 3);
const dated = workflow('dated', '1.0', { result: date }, async () => new Date());
expectTypeOf(dated.child()).resolves.toEqualTypeOf<string>();

// A definition without code infers from its schemas, too.
const client = workflow('both', '1.0', { input: order, result: receipt });
expectTypeOf(client.child({})).resolves.toEqualTypeOf<{ id: string; at: string }>();

const played = await play(both, {});
expectTypeOf(played.outcome).toExtend<{ readonly closeStatus: string } | undefined>();
void played.complete(charge, { id: '1' });
