import { inspect } from 'node:util';
import { ActivityType, Domain } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { registered, rejection, useLocalService } from './support/local.js';

const local = useLocalService();

describe('Domain', () => {
  const orders = new Domain('orders', { description: 'Order fulfillment', retentionPeriodInDays: 60 });

  it('knows only what it is given, and is registered by default', () => {
    expect(orders).toMatchObject({ name: 'orders', description: 'Order fulfillment', retentionPeriodInDays: 60 });
    expect(orders.status).toBe('REGISTERED');
    expect(orders.arn).toBeUndefined();
    expect(new Domain('x').attributes()).toEqual({ status: 'REGISTERED' });
  });

  it('is frozen, and readable as JSON and inspected', () => {
    expect(Object.isFrozen(orders)).toBe(true);
    expect(JSON.parse(JSON.stringify(orders))).toEqual({
      name: 'orders',
      description: 'Order fulfillment',
      retentionPeriodInDays: 60,
      status: 'REGISTERED',
    });
    expect(inspect(new Domain('x'))).toBe(`Domain "x" { status: 'REGISTERED' }`);
    expect(inspect([[[new Domain('x')]]])).toContain('[Domain "x"]');
  });

  it('equals another of the same name and attributes', () => {
    const twin = new Domain('orders', { retentionPeriodInDays: 60, description: 'Order fulfillment' });

    expect(orders.equals(twin)).toBe(true);
    expect(orders.equals(twin.with({ description: 'other' }))).toBe(false);
    expect(orders.equals(twin.with({ name: 'other' }))).toBe(false);
    expect(orders.equals(new ActivityType(orders, 'orders', '1'))).toBe(false);
  });

  it.each([' a', 'a ', '\u3000a'])('refuses white space at the ends of its name when it is made: %o', (name) => {
    expect(() => new Domain(name)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(/^name must not start or end/),
      }),
    );
    expect(() => new Domain('orders').with({ name })).toThrow(/^name must not start or end/);
  });

  it('makes changed copies; under another name without status and ARN', () => {
    const known = orders.with({ status: 'DEPRECATED', arn: 'arn:aws:swf:eu-west-1:1:/domain/orders' });

    expect(known.with({ description: undefined })).toMatchObject({ name: 'orders', status: 'DEPRECATED' });
    expect(known.with({ description: undefined }).description).toBeUndefined();
    expect(known.with({ name: 'copies' }).attributes()).toEqual({
      description: 'Order fulfillment',
      retentionPeriodInDays: 60,
      status: 'REGISTERED',
    });
    expect(orders.description).toBe('Order fulfillment');
  });
});

describe('save', () => {
  it('registers only the given attributes', async () => {
    const domain = await new Domain('orders', { retentionPeriodInDays: 'NONE' }).save();
    const upstream = await domain.upstream();

    expect(upstream.retentionPeriodInDays).toBe('NONE');
    expect(upstream.description).toBeUndefined();
    expect(await domain.isSynced()).toBe(true);
  });

  it('registers a retention of 0 days and an empty description', async () => {
    const domain = await new Domain('orders', { retentionPeriodInDays: 0, description: '' }).save();

    expect(await domain.upstream()).toMatchObject({ retentionPeriodInDays: 0 });
    expect(await domain.isSynced()).toBe(true);
  });

  it('registers tags', async () => {
    const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ tags: { team: 'fulfillment' } });

    expect(await domain.tags()).toEqual({ team: 'fulfillment' });
  });

  it('rejects if the name is taken, even by a deprecated domain', async () => {
    const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save();
    expect(await rejection(domain.save())).toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringMatching(/^Domain "orders" already exists/),
    });
    await domain.deprecate();
    expect(await rejection(domain.save())).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('rejects before sending what SWF would refuse', async () => {
    local.service.faults.set([{ fault: 'InternalFailure' }]);

    expect(await rejection(new Domain('orders').save())).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message:
        'Domain "orders" must have a retentionPeriodInDays to be registered; if it exists already, check the region',
    });
    const deprecated = new Domain('orders', { retentionPeriodInDays: 1, status: 'DEPRECATED' });
    expect(await rejection(deprecated.save())).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message:
        'status of Domain "orders" must be REGISTERED to save it, got DEPRECATED; use undeprecate() to use it again',
    });
    const domain = new Domain('orders', { retentionPeriodInDays: 1 });
    expect(await rejection(domain.save({ tags: null as never }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'tags must be an object, got null',
    });
    expect(await rejection(domain.save({ tags: { ['x'.repeat(129)]: '' } }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('exists, isSynced, changes', () => {
  const domain = new Domain('orders', { retentionPeriodInDays: 30 });

  it.each(['ThrottlingException', 'OperationNotPermittedFault', 'AccessDeniedException', 'InternalFailure'] as const)(
    'throw %s: only "unknown" is an answer',
    async (fault) => {
      await domain.save();
      local.service.faults.set([{ fault }]);

      for (const question of [domain.exists(), domain.isSynced(), domain.changes()]) {
        expect(await rejection(question)).toMatchObject({ fault });
      }
    },
  );

  it('throw if SWF cannot be reached', async () => {
    local.service.faults.set([{ disconnect: 'beforeApplied' }]);

    expect(await rejection(domain.exists())).toMatchObject({ code: 'CONNECTION' });
  });

  it('answer for a domain that SWF does not know', async () => {
    expect(await domain.exists()).toBe(false);
    expect(await domain.isSynced()).toBe(false);
    expect(await rejection(domain.changes())).toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: 'Domain "orders" does not exist: Unknown domain: orders',
    });
  });

  it('compare only the known attributes', async () => {
    await domain.with({ description: 'upstream only' }).save();

    expect(await domain.isSynced()).toBe(true);
    expect(await domain.with({ description: 'other' }).changes()).toMatchObject({
      differences: [{ attribute: 'description', local: 'other', upstream: 'upstream only' }],
    });
  });

  it('take a client and a signal', async () => {
    const reason = new Error('enough');

    expect(await domain.exists({ client: local.service.client() })).toBe(false);
    expect(await rejection(domain.exists({ signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});

describe('deprecate and undeprecate', () => {
  it('resolve to a copy with the new status, and reject the second time', async () => {
    const { domain, charge } = await registered();
    const deprecated = await domain.deprecate();

    expect(deprecated.status).toBe('DEPRECATED');
    expect(domain.status).toBe('REGISTERED');
    expect((await charge.upstream()).status).toBe('DEPRECATED');
    expect(await rejection(domain.deprecate())).toMatchObject({ code: 'DEPRECATED' });

    const again = await deprecated.undeprecate();
    expect(again.status).toBe('REGISTERED');
    expect(await again.isSynced()).toBe(true);
    expect(await rejection(again.undeprecate())).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('reject for a domain that SWF does not know', async () => {
    const unknown = new Domain('nowhere');

    expect(await rejection(unknown.deprecate())).toMatchObject({ code: 'DOES_NOT_EXIST' });
    expect(await rejection(unknown.undeprecate())).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });
});

describe('tags', () => {
  it('are set, overwritten and removed, with or without a known ARN', async () => {
    const { domain } = await registered();
    expect(await domain.tags()).toEqual({});
    await domain.tag({ team: 'fulfillment', stage: 'test' });
    await domain.tag({ stage: 'production', empty: '' });
    const fresh = await domain.upstream();
    // With a known ARN, no Describe request is needed.
    local.service.faults.set([{ operations: ['DescribeDomain'], fault: 'AccessDeniedException' }]);

    expect(await fresh.tags()).toEqual({ team: 'fulfillment', stage: 'production', empty: '' });
    expect(await rejection(domain.tags())).toMatchObject({ code: 'OPERATION_NOT_PERMITTED' });
    local.service.faults.set([]);
    await fresh.untag(['team', 'no-such-tag']);
    expect(await domain.tags()).toEqual({ stage: 'production', empty: '' });
  });

  it('have limits that are checked before sending, and one that SWF checks', async () => {
    const { domain } = await registered();
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, '']));

    expect(await rejection(domain.tag({ k: 'x'.repeat(257) }))).toMatchObject({
      message: expect.stringMatching(/^tags\["k"\] must have 0 to 256 characters, got 257/),
    });
    for (const attempt of [() => domain.untag(['']), () => domain.tag({ '': 'x' })]) {
      expect(await rejection(attempt())).toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: 'key must have 1 to 128 characters, got 0: ""',
      });
    }
    for (const tags of [{ k: 'x'.repeat(256) }, { ['k'.repeat(128)]: '' }]) {
      await domain.tag(tags);
      expect(await domain.tags()).toEqual(tags);
      await domain.untag(Object.keys(tags));
    }
    expect(await rejection(domain.tag(many))).toMatchObject({ code: 'LIMIT_EXCEEDED', fault: 'TooManyTagsFault' });
  });

  it('have characters that are checked before sending, as SWF checks them', async () => {
    const { domain } = await registered();
    const tags = { 'équipe 2_.:/=+-@': '注文 3_.:/=+-@' };
    await domain.tag(tags);
    expect(await domain.tags()).toEqual(tags);
    local.service.faults.set([{ fault: 'InternalFailure' }]);
    const wrong = 'must hold only letters, digits, white space and "_.:/=+-@", got';

    for (const attempt of [
      () => domain.tag({ 'a#b': '' }),
      () => domain.untag(['a#b']),
      () => domain.save({ tags: { 'a#b': '' } }),
    ]) {
      expect(await rejection(attempt())).toMatchObject({ code: 'INVALID_ARGUMENT', message: `key ${wrong} "a#b"` });
    }
    expect(await rejection(domain.tag({ a: 'x#y' }))).toMatchObject({ message: `tags["a"] ${wrong} "x#y"` });
  });

  it('reject for a domain that SWF does not know', async () => {
    expect(await rejection(new Domain('nowhere').tags())).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });
});
