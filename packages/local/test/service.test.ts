import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeDomainCommand,
  RegisterDomainCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type Limits, type LocalServer, type LocalServiceOptions, type ServiceLogger, VirtualClock } from '@swf/local';
import { describe, expect, expectTypeOf, it, onTestFinished, vi } from 'vitest';
import { pollForDecision, prepare, start } from './actors.js';
import { createLocalService, FRONT_ENDS, startLocalService } from './services.js';

const register = (client: SWFClient, name: string) =>
  client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));

describe.each(FRONT_ENDS)('a service %s', (_, make) => {
  it('uses the region and account passed in options, or defaults', async () => {
    const arnWith = async (options: LocalServiceOptions) => {
      await using service = await make(options);
      await register(service.client(), 'orders');
      return (await service.client().send(new DescribeDomainCommand({ name: 'orders' }))).domainInfo?.arn;
    };
    expect(await arnWith({})).toBe('arn:aws:swf:us-east-1:123456789012:/domain/orders');
    expect(await arnWith({ region: 'eu-west-1', account: '000000000042' })).toBe(
      'arn:aws:swf:eu-west-1:000000000042:/domain/orders',
    );
  });

  it("enforces the limits passed in options, and SWF's for the rest", async () => {
    await using service = await make({ limits: { domains: 1 } });
    await register(service.client(), 'one');
    await expect(register(service.client(), 'two')).rejects.toMatchObject({ name: 'LimitExceededFault' });
  });

  it('shares nothing with another in-memory service', async () => {
    await using one = await make();
    await using other = await make();
    await register(one.client(), 'orders');
    await expect(other.client().send(new DescribeDomainCommand({ name: 'orders' }))).rejects.toMatchObject({
      name: 'UnknownResourceFault',
    });
  });

  it('keeps its state in a file and closes it only once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'swf-local-service-'));
    const data = join(folder, 'state.db');
    const first = await make({ data });
    await register(first.client(), 'orders');
    await Promise.all([first.close(), first.close()]);
    await first[Symbol.asyncDispose]();

    const second = await make({ data });
    await expect(second.client().send(new DescribeDomainCommand({ name: 'orders' }))).resolves.toBeDefined();
    await second.close();
    rmSync(folder, { recursive: true });
  });

  it('fires items that fell due while it was closed as soon as it reopens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'swf-local-due-'));
    const data = join(folder, 'state.db');
    const day = 86_400_000;
    const first = await make({ data, clock: new VirtualClock({ start: new Date(0) }) });
    await prepare(first.client());
    await start(first.client(), 'order-1');
    const { taskToken } = await pollForDecision(first.client());
    const startTimerDecisionAttributes = { timerId: 't', startToFireTimeout: '60' };
    const decisions = [{ decisionType: 'StartTimer' as const, startTimerDecisionAttributes }];
    await first.client().send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    await first.close();

    const second = await make({ data, clock: new VirtualClock({ start: new Date(day) }) });
    const { events = [] } = await pollForDecision(second.client());
    expect(events.map(({ eventType }) => eventType).slice(-3)).toEqual([
      'TimerFired',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
    ]);
    expect(events.at(-1)?.eventTimestamp).toEqual(new Date(day));
    await second.close();
    rmSync(folder, { recursive: true });
  });

  it('shows no pollers, regions and deadlines after it is closed', async () => {
    const service = await make();
    await prepare(service.client());
    await start(service.client(), 'order-1');
    expect([service.regions(), service.deadlines()]).toMatchObject([[{ region: 'us-east-1' }], [expect.any(Date)]]);
    await service.close();
    expect([service.pollers(), service.regions(), service.deadlines()]).toEqual([[], [], []]);
  });

  it('logs requests but never payloads', async () => {
    const heard: string[] = [];
    const hear = (level: string) => (message: string) => heard.push(`${level}: ${message}`);
    const logger: ServiceLogger = {
      debug: hear('debug'),
      info: hear('info'),
      warn: hear('warn'),
      error: hear('error'),
    };
    const service = await make({ logger, region: 'eu-west-1' });
    await register(service.client(), 'very-secret');
    await expect(register(service.client(), 'very-secret')).rejects.toThrow();
    const { endpoint } = service as Partial<LocalServer>;
    await service.close();
    expect(heard.filter((line) => !line.startsWith('debug'))).toEqual([
      'info: started in eu-west-1 with data in memory',
      ...(endpoint ? [`info: listening on ${endpoint}`] : []),
      'info: stopped',
    ]);
    expect(heard).toContain('debug: SimpleWorkflowService.RegisterDomain: 200');
    expect(heard).toContain('debug: SimpleWorkflowService.RegisterDomain: 400');
    expect(heard.join()).not.toContain('very-secret');
  });

  it.each<[string, string, () => unknown]>([
    [
      'throws',
      'Error: disk full',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects', 'Error: disk full', () => Promise.reject(new Error('disk full'))],
    ['rejects with what cannot be read', 'an object', () => Promise.reject(Object.create(null))],
  ])('answers although its logger %s', async (_failure, told, fail) => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => written.mockRestore());
    const service = await make({ logger: { debug: fail, info: fail, warn: fail, error: fail } });
    await register(service.client(), 'orders');
    await service.close();

    expect(written).toHaveBeenCalledWith(expect.stringContaining(`logger threw: ${told}`));
  });

  it.each([
    ['unknown option "limits.domain"; did you mean "domains"?', { domain: 1 }],
    ['limits.domains must be an integer from 0, got -1', { domains: -1 }],
    ['limits.openTimers must be an integer from 0, got 1.5', { openTimers: 1.5 }],
    ['limits.openTimers must be an integer from 0, got NaN', { openTimers: Number.NaN }],
  ])('refuses limits: %s', async (message, limits) => {
    await expect(async () => make({ limits: limits as Partial<Limits> })).rejects.toThrow(new RangeError(message));
  });
});

it('a service uses the clock passed in options', async () => {
  const clock = new VirtualClock();
  await using service = createLocalService({ clock });
  expect(service.clock).toBe(clock);
  expectTypeOf(service.clock).toEqualTypeOf<VirtualClock>();
});

it('a service without a logger writes only warnings and errors to the console', async () => {
  const levels = ['debug', 'info', 'log', 'warn', 'error'] as const;
  const written: string[] = [];
  for (const level of levels) {
    const spy = vi.spyOn(console, level).mockImplementation((line) => void written.push(`${level} ${line}`));
    onTestFinished(() => spy.mockRestore());
  }
  const clock = new VirtualClock();
  const service = await startLocalService({ host: '0.0.0.0', clock });
  const broken = vi.spyOn(clock, 'now').mockImplementation(() => {
    throw new Error('no time');
  });
  const headers = { 'x-amz-target': 'SimpleWorkflowService.DescribeDomain' };
  await service.requestHandler.handle({ headers, body: '{"name":"orders"}' });
  broken.mockRestore();
  await service.close();
  expect(written.map((line) => line.replace(/:.*/s, ''))).toEqual([
    'warn listening on 0.0.0.0 without credentials; anyone who can reach it can use it',
    'error due item failed, retrying in 1 s',
    'error clock failed',
    'error request failed',
  ]);
});

it.each<[string, LocalServiceOptions]>([
  ['account must be a string of 12 digits, got "42"', { account: '42' }],
  [
    'unknown option "port"; expected one of data, clock, region, account, limits, faults, seed, lambda, throttling, logger',
    { port: 4567 } as LocalServiceOptions,
  ],
])('a service without a socket refuses options: %s', (message, options) => {
  expect(() => createLocalService(options)).toThrow(new RangeError(message));
});

it('a service ignores options that are undefined', async () => {
  const names = ['data', 'clock', 'region', 'account', 'limits', 'faults', 'seed', 'lambda', 'throttling', 'logger'];
  const absent = Object.fromEntries([...names, 'nonsense'].map((name) => [name, undefined]));
  await createLocalService(absent).close();
  const server = await startLocalService({ ...absent, port: undefined, host: undefined, credentials: undefined });
  expect(server.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await server.close();
});

it('the client of a listening service goes over HTTP', async () => {
  await using service = await startLocalService();
  const { hostname, port } = (await service.client().config.endpoint?.()) ?? {};
  expect(`http://${hostname}:${port}`).toBe(service.endpoint);
});

it('a service that cannot listen closes itself and its file', async () => {
  const taken = await startLocalService();
  const { endpoint } = taken;
  const folder = mkdtempSync(join(tmpdir(), 'swf-local-port-'));
  const data = join(folder, 'state.db');
  const port = Number(new URL(taken.endpoint).port);
  await expect(startLocalService({ port, data })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await createLocalService({ data }).close();
  rmSync(folder, { recursive: true });
  await taken.close();
  expect(taken.endpoint).toBe(endpoint);
  await (await startLocalService({ port })).close();
});

it('a listening service also serves clients in the same process', async () => {
  await using service = await startLocalService();
  await register(service.client(), 'orders');
  const { response } = await service.requestHandler.handle({
    headers: { 'x-amz-target': 'SimpleWorkflowService.DescribeDomain' },
    body: '{"name":"orders"}',
  });
  expect(response.statusCode).toBe(200);
});
