import { Domain } from '@swf/models';
import { DomainQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';
import { startSwf } from './support/swf.js';

describe('DomainQuerySet', () => {
  it('creates, gets and lists domains', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    await domains.create('orders', { retentionPeriodInDays: 30, description: 'Order fulfillment' });
    await domains.create('billing', { retentionPeriodInDays: 'NONE' }, { tags: { team: 'payments' } });

    const orders = await domains.get('orders');
    const billing = await domains.get('billing');
    expect(await billing.tags(swf.options)).toEqual({ team: 'payments' });
    expect(orders).toMatchObject({ name: 'orders', retentionPeriodInDays: 30, description: 'Order fulfillment' });
    expect((await domains.all()).map(({ name }) => name)).toEqual(['billing', 'orders']);
    expect((await domains.reverse().all()).map(({ name }) => name)).toEqual(['orders', 'billing']);
    expect(await domains.count()).toEqual({ count: 2, truncated: false });
  });

  it('lists registered or deprecated domains', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    const old = await domains.create('old', { retentionPeriodInDays: 1 });
    await domains.create('orders', { retentionPeriodInDays: 1 });
    await old.deprecate(swf.options);

    expect((await domains.all()).map(({ name }) => name)).toEqual(['orders']);
    const [deprecated] = await domains.filter({ status: 'DEPRECATED' }).all();
    expect(deprecated).toMatchObject({ name: 'old', status: 'DEPRECATED' });
    expect(await domains.filter({ status: 'DEPRECATED' }).exists()).toBe(true);
    expect((await domains.get('old')).status).toBe('DEPRECATED');
  });

  it('lists what SWF lists, and details everything', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    await domains.create('orders', { retentionPeriodInDays: 30, description: 'Order fulfillment' });

    const listed = await domains.first();
    expect(listed).toMatchObject({ description: 'Order fulfillment', retentionPeriodInDays: undefined });
    expect(listed?.arn).toMatch(/^arn:aws:swf:.*:\/domain\/orders$/);
    for await (const detailed of domains.detailed()) expect(detailed).toMatchObject({ retentionPeriodInDays: 30 });
  });

  it('rejects with DoesNotExistError naming an unknown domain', async () => {
    await using swf = startSwf();
    await expect(new DomainQuerySet().get('nowhere', swf.options)).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringContaining('Domain "nowhere"'),
    });
  });

  it('rejects with AlreadyExistsError if the name is taken', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    await domains.create('orders', { retentionPeriodInDays: 30 });
    await expect(domains.create('orders', { retentionPeriodInDays: 30 })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  it('gets or creates: creates once, then fetches what is registered', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    const [made, created] = await domains.getOrCreate('orders', { retentionPeriodInDays: 30, description: 'first' });
    expect([made.description, created]).toEqual(['first', true]);
    const [found, again] = await domains.getOrCreate('orders', { retentionPeriodInDays: 60, description: 'second' });
    expect([found.description, found.retentionPeriodInDays, again]).toEqual(['first', 30, false]);
    expect(found).toBeInstanceOf(Domain);
  });

  it('creates one domain for ten callers at once', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    const callers = Array.from({ length: 10 }, (_, caller) =>
      domains.getOrCreate('orders', { retentionPeriodInDays: caller + 1 }),
    );
    const results = await Promise.all(callers);
    expect(results.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(results.map(([domain]) => domain.retentionPeriodInDays)).size).toBe(1);
  });

  it('neither gets nor creates a deprecated domain, and names the remedy', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    const orders = await domains.create('orders', { retentionPeriodInDays: 30 });
    await orders.deprecate(swf.options);
    await expect(domains.getOrCreate('orders', { retentionPeriodInDays: 30 })).rejects.toMatchObject({
      code: 'DEPRECATED',
      message: 'Domain "orders" is deprecated; use undeprecate() to use it again',
    });
  });

  it('explains its order', () => {
    const domains = new DomainQuerySet();
    expect(domains.explain()).toMatchObject({ operations: ['ListDomains'], order: 'name, ascending' });
    expect(domains.reverse().explain().order).toBe('name, descending');
  });

  it('names the domains that it failed to list', async () => {
    await using swf = startSwf();
    swf.injectFaults({ fault: 'OperationNotPermittedFault' });
    await expect(new DomainQuerySet(swf.options).filter({ status: 'DEPRECATED' }).all()).rejects.toMatchObject({
      code: 'OPERATION_NOT_PERMITTED',
      message: expect.stringMatching(/^Domains "DEPRECATED": access denied/),
    });
  });

  it('is frozen', () => {
    const domains = new DomainQuerySet();
    expect([domains, domains.reverse()].every(Object.isFrozen)).toBe(true);
  });

  it('refuses bad names and retention periods before anything is sent', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet({ client: swf.client });
    await expect(domains.get('a:b')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(domains.create('orders', { retentionPeriodInDays: 91 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(swf.requests).toEqual([]);
  });
});
