import { ActivityTypeQuerySet, DomainQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';
import { startSwf } from './support/swf.js';

describe.each([
  ['ActivityTypeQuerySet', ActivityTypeQuerySet, 'ActivityType'],
  ['WorkflowTypeQuerySet', WorkflowTypeQuerySet, 'WorkflowType'],
] as const)('%s', (_, TypeQuerySet, kind) => {
  async function start() {
    const swf = startSwf();
    const [domain] = await new DomainQuerySet(swf.options).getOrCreate('orders', { retentionPeriodInDays: 30 });
    swf.requests.length = 0;
    return Object.assign(swf, { types: new TypeQuerySet(domain, swf.options) });
  }

  it('creates, gets and lists types', async () => {
    await using swf = await start();
    await swf.types.create('order', '2.0', { defaultTaskList: 'orders', defaultTaskStartToCloseTimeout: 30 });
    await swf.types.create('order', '1.0');
    await swf.types.create('Refund', '1.0', { description: 'upper case first' });

    const type = await swf.types.get('order', '2.0');
    expect(type).toMatchObject({
      name: 'order',
      version: '2.0',
      defaultTaskList: 'orders',
      defaultTaskStartToCloseTimeout: 30,
    });
    expect(type.creationDate).toEqual(new Date(swf.clock.now()));
    const names = (await swf.types.all()).map(({ name, version }) => `${name}@${version}`);
    expect(names).toEqual(['Refund@1.0', 'order@1.0', 'order@2.0']);
  });

  it('finds all versions of a name, and nothing else', async () => {
    await using swf = await start();
    for (const version of ['1.0', '1.1']) await swf.types.create('order', version);
    await swf.types.create('order-line', '1.0');
    expect((await swf.types.filter({ name: 'order' }).all()).map(({ version }) => version)).toEqual(['1.0', '1.1']);
    expect(await swf.types.filter({ name: 'ord' }).exists()).toBe(false);
  });

  it('finds deprecated types, with their dates', async () => {
    await using swf = await start();
    const old = await swf.types.create('order', '1.0');
    await swf.types.create('order', '2.0');
    await swf.clock.advance({ days: 1 });
    await old.deprecate(swf.options);

    expect((await swf.types.all()).map(({ version }) => version)).toEqual(['2.0']);
    const deprecated = await swf.types.filter({ status: 'DEPRECATED' }).filter({ name: 'order' }).first();
    expect(deprecated).toMatchObject({ version: '1.0', status: 'DEPRECATED' });
    expect(deprecated?.deprecationDate).toEqual(new Date(swf.clock.now()));
  });

  it('lists what SWF lists, and details everything', async () => {
    await using swf = await start();
    await swf.types.create('order', '1.0', { defaultTaskStartToCloseTimeout: 30, description: 'an order' });
    const listed = await swf.types.first();
    expect(listed).toMatchObject({ description: 'an order', defaultTaskStartToCloseTimeout: undefined });
    const { value: detailed } = await swf.types.detailed().next();
    expect(detailed).toMatchObject({ description: 'an order', defaultTaskStartToCloseTimeout: 30 });
  });

  it('gets or creates: creates once, then fetches what is registered, whatever the attributes', async () => {
    await using swf = await start();
    const [, created] = await swf.types.getOrCreate('order', '1.0', { defaultTaskStartToCloseTimeout: 30 });
    const [found, again] = await swf.types.getOrCreate('order', '1.0', { defaultTaskStartToCloseTimeout: 60 });
    expect([created, again]).toEqual([true, false]);
    expect(found.defaultTaskStartToCloseTimeout).toBe(30);
  });

  it('creates one type for ten callers at once', async () => {
    await using swf = await start();
    const callers = Array.from({ length: 10 }, (_, caller) =>
      swf.types.getOrCreate('order', '1.0', { defaultTaskStartToCloseTimeout: caller + 1 }),
    );
    const results = await Promise.all(callers);
    expect(results.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(results.map(([type]) => type.defaultTaskStartToCloseTimeout)).size).toBe(1);
  });

  it('does not get a type that was registered and deprecated meanwhile', async () => {
    await using swf = await start();
    const old = await swf.types.create('order', '1.0');
    await old.deprecate(swf.options);
    const operation = kind === 'ActivityType' ? 'DescribeActivityType' : 'DescribeWorkflowType';
    // The answer of SWF before the other caller registers it.
    swf.injectFaults({ operations: [operation], fault: 'UnknownResourceFault', count: 1 });
    await expect(swf.types.getOrCreate('order', '1.0')).rejects.toMatchObject({ code: 'DEPRECATED' });
  });

  it('neither gets nor creates a deprecated type, and names the remedy', async () => {
    await using swf = await start();
    const old = await swf.types.create('order', '1.0');
    await old.deprecate(swf.options);
    await expect(swf.types.getOrCreate('order', '1.0')).rejects.toMatchObject({
      code: 'DEPRECATED',
      message: `${kind} "order@1.0" of domain "orders" is deprecated; use undeprecate() to use it again`,
    });
  });

  it('rejects with DoesNotExistError naming an unknown type or domain', async () => {
    await using swf = await start();
    await expect(swf.types.get('order', '9')).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringContaining(`${kind} "order@9" of domain "orders"`),
    });
    const elsewhere = new TypeQuerySet({ name: 'nowhere' }, swf.options);
    await expect(elsewhere.all()).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: 'Domain "nowhere" does not exist: Unknown domain: nowhere',
    });
    await expect(elsewhere.getOrCreate('order', '1.0')).rejects.toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it('explains its operation and order', () => {
    const types = new TypeQuerySet({ name: 'orders' });
    expect(types.explain()).toMatchObject({ operations: [`List${kind}s`], order: 'name, ascending' });
    expect(types.reverse().explain().order).toBe('name, descending');
  });

  it('is frozen', () => {
    const types = new TypeQuerySet({ name: 'orders' });
    expect([types, types.reverse()].every(Object.isFrozen)).toBe(true);
  });

  it('refuses bad names before anything is sent', async () => {
    await using swf = await start();
    expect(() => new TypeQuerySet({ name: '' })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(/^domain\.name must have/) }),
    );
    expect(() => swf.types.filter({ name: 'x'.repeat(257) })).toThrow(/filter\.name must have 1 to 256 characters/);
    await expect(swf.types.get('order', 'x'.repeat(65))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(swf.requests).toEqual([]);
  });
});
