import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RegisterDomainCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { DOMAIN, prepare, start, TASK_LIST, WORKFLOW_TYPE } from '../actors.js';
import { exchange } from '../http/exchange.js';
import { FRONT_ENDS, startLocalService } from '../services.js';

const NOW = new Date('2026-01-01T00:00:00Z');

describe.each(FRONT_ENDS)('the pollers of a service %s', (_, make) => {
  it('are the waiting polls, each with its task list, kind, identity and arrival', async () => {
    await using service = await make({ clock: new VirtualClock({ start: NOW }), region: 'us-east-1' });
    const client = service.client();
    await prepare(client);
    expect(service.pollers()).toEqual([]);
    const leave = new AbortController();
    const options = { abortSignal: leave.signal };
    const polls = [
      client.send(
        new PollForActivityTaskCommand({ domain: DOMAIN, taskList: TASK_LIST, identity: 'worker-1' }),
        options,
      ),
      client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: { name: 'other' } }), options),
    ].map((poll) => poll.catch(() => undefined));
    await expect.poll(() => service.pollers().length).toBe(2);
    const byKind = [...service.pollers()].sort((one, other) => (one.kind < other.kind ? -1 : 1));
    expect(byKind).toEqual([
      {
        region: 'us-east-1',
        domain: DOMAIN,
        taskList: TASK_LIST.name,
        kind: 'activity',
        identity: 'worker-1',
        since: NOW,
      },
      { region: 'us-east-1', domain: DOMAIN, taskList: 'other', kind: 'decision', identity: undefined, since: NOW },
    ]);
    leave.abort();
    await Promise.all(polls);
    await expect.poll(() => service.pollers()).toEqual([]);
  });

  it('leave the list when they get a task', async () => {
    await using service = await make({ clock: new VirtualClock() });
    const client = service.client();
    await prepare(client);
    const poll = client.send(new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: TASK_LIST }));
    await expect.poll(() => service.pollers().length).toBe(1);
    await start(client, 'order-1');
    expect((await poll).taskToken).toBeDefined();
    expect(service.pollers()).toEqual([]);
  });
});

describe.each(FRONT_ENDS)('the regions of a service %s', (_, make) => {
  it('have the names of their domains', async () => {
    await using service = await make({});
    expect(service.regions()).toEqual([]);
    for (const [region, name] of [
      ['us-east-1', 'orders'],
      ['eu-west-1', 'orders'],
      ['eu-west-1', 'billing'],
    ] as const) {
      const client = service.client({ region });
      await client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
    }
    expect(service.regions()).toEqual([
      { region: 'eu-west-1', domains: ['billing', 'orders'] },
      { region: 'us-east-1', domains: ['orders'] },
    ]);
  });
});

describe.each(FRONT_ENDS)('the deadlines of a service %s', (_, make) => {
  it('are the next times at which it acts, the earliest first', async () => {
    await using service = await make({ clock: new VirtualClock({ start: NOW }) });
    const client = service.client();
    await prepare(client);
    expect(service.deadlines()).toEqual([]);
    for (let hours = 12; hours >= 1; hours -= 1) {
      await client.send(
        new StartWorkflowExecutionCommand({
          domain: DOMAIN,
          workflowId: `order-${hours}`,
          workflowType: WORKFLOW_TYPE,
          executionStartToCloseTimeout: String(hours * 3600),
        }),
      );
    }
    const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
    expect(service.deadlines()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(inHours));
    await service.clock.advance({ hours: 11 });
    expect(service.deadlines()).toEqual([inHours(12)]);
  });
});

describe('a service over HTTP', () => {
  it('shows its pollers and regions', async () => {
    await using service = await startLocalService({ clock: new VirtualClock({ start: NOW }) });
    const client = service.client();
    await prepare(client);
    const get = async (path: string) => JSON.parse((await exchange(service.endpoint, { method: 'GET', path })).body);
    expect(await get('/pollers')).toEqual([]);
    const leave = new AbortController();
    const poll = client
      .send(new PollForActivityTaskCommand({ domain: DOMAIN, taskList: TASK_LIST }), { abortSignal: leave.signal })
      .catch(() => undefined);
    await expect.poll(() => service.pollers().length).toBe(1);
    expect(await get('/pollers')).toEqual([
      { region: 'us-east-1', domain: DOMAIN, taskList: TASK_LIST.name, kind: 'activity', since: NOW.toISOString() },
    ]);
    expect(await get('/regions')).toEqual([{ region: 'us-east-1', domains: [DOMAIN] }]);
    leave.abort();
    await poll;
  });
});
