import { inspect } from 'node:util';
import { ActivityType, Domain, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, registered, rejection, useLocalService } from './support/local.js';

const local = useLocalService();

const KINDS = [
  ['ActivityType', ActivityType],
  ['WorkflowType', WorkflowType],
] as const;

describe.each(KINDS)('%s', (kind, Type) => {
  const make = (name = 'ship', version = '1.0') => new Type({ name: 'orders' }, name, version);

  it('knows only its name and a status by default', () => {
    expect(make()).toMatchObject({ domain: { name: 'orders' }, name: 'ship', version: '1.0', status: 'REGISTERED' });
    expect(JSON.parse(JSON.stringify(make()))).toEqual({
      domain: 'orders',
      name: 'ship',
      version: '1.0',
      status: 'REGISTERED',
    });
    expect(inspect(make())).toBe(`${kind} "ship@1.0" of domain "orders" { status: 'REGISTERED' }`);
  });

  it('is frozen with its domain, and does not change with its arguments', () => {
    const domain = { name: 'orders' };
    const creationDate = new Date(0);
    const type = new Type(domain, 'ship', '1.0', { creationDate });
    domain.name = 'other';
    creationDate.setFullYear(2000);

    expect([type, type.domain].every(Object.isFrozen)).toBe(true);
    expect(type.domain.name).toBe('orders');
    expect(type.creationDate).toEqual(new Date(0));
  });

  it('keeps the domain model that it is given', () => {
    const domain = new Domain('orders', { description: 'Orders' });

    expect(new Type(domain, 'ship', '1.0').domain).toBe(domain);
  });

  it('registers only the given attributes', async () => {
    await registered();
    const type = await make().save();
    const { creationDate, ...known } = (await type.upstream()).attributes();

    expect(creationDate).toEqual(new Date(local.service.clock.now()));
    expect(known).toEqual({ status: 'REGISTERED' });
    expect(await type.isSynced()).toBe(true);
  });

  it('is deprecated, undeprecated and deleted', async () => {
    await registered();
    const type = await make().save();
    expect(await rejection(type.delete())).toMatchObject({
      code: 'RESPONSE',
      fault: 'TypeNotDeprecatedFault',
      message: expect.stringMatching(new RegExp(`^${kind} "ship@1.0" of domain "orders" is not deprecated`)),
    });
    expect(await rejection(type.undeprecate())).toMatchObject({ code: 'ALREADY_EXISTS' });

    const deprecated = await type.deprecate();
    expect(deprecated.status).toBe('DEPRECATED');
    expect(await deprecated.isSynced()).toBe(true);
    expect((await deprecated.upstream()).deprecationDate).toEqual(new Date(local.service.clock.now()));
    expect(await rejection(type.deprecate())).toMatchObject({ code: 'DEPRECATED' });
    expect(await rejection(type.save())).toMatchObject({ code: 'ALREADY_EXISTS' });

    const again = await (await deprecated.upstream()).undeprecate();
    expect(again).toMatchObject({ status: 'REGISTERED', deprecationDate: undefined });
    expect(await again.isSynced()).toBe(true);

    await again.deprecate();
    await type.delete();
    expect(await type.exists()).toBe(false);
    expect(await rejection(type.delete())).toMatchObject({ code: 'DOES_NOT_EXIST' });
    await type.save();
    expect(await type.exists()).toBe(true);
  });

  it('does not exist if its domain does not, which the error of save names', async () => {
    expect(await make().exists()).toBe(false);
    expect(await make().isSynced()).toBe(false);
    expect(await rejection(make().save())).toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: 'Domain "orders" does not exist: Unknown domain: orders',
    });
  });

  it('names itself if only the type is unknown', async () => {
    await registered();

    expect(await rejection(make('nothing').changes())).toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringMatching(
        new RegExp(`^${kind} "nothing@1.0" of domain "orders" does not exist: Unknown type`),
      ),
    });
  });

  it('throws errors other than "unknown" from exists', async () => {
    local.service.faults.set([{ fault: 'ThrottlingException' }]);

    expect(await rejection(make().exists())).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  });

  it('makes copies; under another version without status and dates', () => {
    const date = new Date(0);
    const known = make().with({
      status: 'DEPRECATED',
      creationDate: date,
      deprecationDate: date,
      description: 'Ships',
    });

    expect(known.with({ defaultTaskList: 'ships' })).toMatchObject({ status: 'DEPRECATED', defaultTaskList: 'ships' });
    const next = known.with({ version: '2.0' });
    expect(next).toMatchObject({ name: 'ship', version: '2.0', description: 'Ships', status: 'REGISTERED' });
    expect([next.creationDate, next.deprecationDate]).toEqual([undefined, undefined]);
    expect(next.equals(known)).toBe(false);
    expect(known.with({}).equals(known)).toBe(true);
  });

  it('cannot be saved while deprecated', async () => {
    expect(await rejection(make().with({ status: 'DEPRECATED' }).save())).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('a timeout of a type', () => {
  const YEAR = 31_536_000;

  it('is at most a year when the type is made, unless SWF has it already', () => {
    const tooLong = { defaultTaskStartToCloseTimeout: YEAR + 1 };
    const message = new RegExp(`^defaultTaskStartToCloseTimeout must be .*${YEAR}`);
    const creationDate = new Date(0);

    for (const Type of [ActivityType, WorkflowType]) {
      expect(() => new Type({ name: 'orders' }, 'ship', '1', tooLong)).toThrow(message);
      const old = new Type({ name: 'orders' }, 'ship', '1', { ...tooLong, creationDate });
      expect(old.defaultTaskStartToCloseTimeout).toBe(YEAR + 1);
      expect(() => old.with({ version: '2' })).toThrow(message);
    }
    expect(
      () => new WorkflowType({ name: 'orders' }, 'ship', '1', { defaultExecutionStartToCloseTimeout: YEAR + 1 }),
    ).toThrow(/^defaultExecutionStartToCloseTimeout must be/);
  });
});

describe('the defaults of a type', () => {
  it('differ by attribute, as numbers and names', async () => {
    const { domain, order } = await registered();
    const other = new WorkflowType(domain, 'order', '1.0', {
      ...DEFAULTS,
      defaultTaskPriority: 5,
      defaultChildPolicy: 'ABANDON',
    });
    const changes = await other.changes();

    expect(changes.attributes).toEqual(['defaultTaskPriority', 'defaultChildPolicy']);
    expect(changes.get('defaultChildPolicy')).toMatchObject({ local: 'ABANDON', upstream: 'TERMINATE' });
    expect(changes.get('defaultTaskPriority')).toMatchObject({ local: 5, upstream: undefined });
    expect(await order.isSynced()).toBe(true);
  });

  it('hold what is falsy: no seconds, no priority', async () => {
    const { domain } = await registered();
    const type = await new ActivityType(domain, 'ship', '1.0', {
      defaultTaskPriority: 0,
      defaultTaskHeartbeatTimeout: 0,
      defaultTaskScheduleToStartTimeout: 'NONE',
    }).save();

    expect(await type.upstream()).toMatchObject({
      defaultTaskPriority: 0,
      defaultTaskHeartbeatTimeout: 0,
      defaultTaskScheduleToStartTimeout: 'NONE',
    });
  });
});
