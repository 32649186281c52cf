import {
  ListDomainsCommand,
  RegisterDomainCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type FaultEffect, type FaultRule, type LocalService, VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService, FRONT_ENDS } from '../services.js';

const register = (client: SWFClient, name: string) =>
  client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));

async function domains(client: SWFClient): Promise<(string | undefined)[]> {
  const { domainInfos } = await client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
  return domainInfos?.map(({ name }) => name) ?? [];
}

/** A client that never tries again, so that each fault is seen. */
const impatient = (service: LocalService) => service.client({ maxAttempts: 1 });

describe.each(FRONT_ENDS)('faults %s', (_, make) => {
  it('of the service return their name and message, and change nothing', async () => {
    await using service = await make({
      faults: [{ operations: ['RegisterDomain'], fault: 'LimitExceededFault', message: 'Enough' }],
    });
    const client = impatient(service);
    await expect(register(client, 'a')).rejects.toMatchObject({ name: 'LimitExceededFault', message: 'Enough' });
    expect(await domains(client)).toEqual([]);
  });

  it('of the service have a message of their own if none is given', async () => {
    await using service = await make({ faults: [{ fault: 'LimitExceededFault' }] });
    await expect(domains(impatient(service))).rejects.toMatchObject({ message: 'Injected' });
  });

  it("for throttling look like SWF's and are retried by the SDK", async () => {
    await using service = await make({ faults: [{ fault: 'ThrottlingException', count: 1 }] });
    await expect(register(impatient(service), 'a')).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    service.faults.set([{ fault: 'ThrottlingException', count: 1 }]);
    const { $metadata } = await register(service.client(), 'a');
    expect($metadata.attempts).toBe(2);
  });

  it('with an HTTP status have no body', async () => {
    await using service = await make({ faults: [{ status: 502 }] });
    await expect(register(impatient(service), 'a')).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
    const headers = { 'x-amz-target': 'SimpleWorkflowService.ListDomains' };
    const { response } = await service.requestHandler.handle({ headers, body: '{}' });
    expect(Buffer.from(response.body).toString()).toBe('');
  });

  it('cut the connection before the request is applied', async () => {
    await using service = await make({ faults: [{ operations: ['RegisterDomain'], disconnect: 'beforeApplied' }] });
    const client = impatient(service);
    await expect(register(client, 'a')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await domains(client)).toEqual([]);
  });

  it('cut the connection after the request is applied', async () => {
    await using service = await make({ faults: [{ operations: ['RegisterDomain'], disconnect: 'afterApplied' }] });
    const client = impatient(service);
    await expect(register(client, 'a')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await domains(client)).toEqual(['a']);
    service.faults.set([{ operations: ['RegisterDomain'], disconnect: 'afterApplied', count: 1 }]);
    await expect(register(service.client(), 'b')).rejects.toMatchObject({ name: 'DomainAlreadyExistsFault' });
  });

  it('cut the connection after the request is refused', async () => {
    await using service = await make({ faults: [{ operations: ['RegisterDomain'], disconnect: 'afterApplied' }] });
    const client = impatient(service);
    await expect(register(client, 'a:b')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await domains(client)).toEqual([]);
  });

  it('that delay a request end when the service closes', async () => {
    const service = await make({ clock: new VirtualClock(), faults: [{ latencyInSeconds: 3600 }] });
    const delayed = domains(impatient(service));
    await service.clock.advance({ seconds: 1 });
    const closed = service.close();
    await expect(delayed).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
    await closed;
  });

  it('delay requests on the clock of the service, and add up', async () => {
    const clock = new VirtualClock();
    await using service = await make({ clock });
    const client = impatient(service);
    await domains(client);
    service.faults.set([
      { operations: ['RegisterDomain'], latencyInSeconds: 0.2 },
      { operations: ['RegisterDomain'], latencyInSeconds: 0.1 },
    ]);
    const registered = register(client, 'a');
    await clock.advance({ seconds: 0.299 });
    expect(await domains(client)).toEqual([]);
    await clock.advance({ seconds: 0.001 });
    await registered;
    expect(await domains(client)).toEqual(['a']);
  });
});

describe.each(FRONT_ENDS)('faults on an auto-skipping clock %s', (_, make) => {
  it('delay the answer to a task by their latency, and not the clock forever', async () => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using service = await make({ clock });
    const client = service.client();
    await prepare(client);
    await start(client, 'order-1');
    const { taskToken } = await pollForDecision(client);
    service.faults.set([{ latencyInSeconds: 0.2 }]);
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken }));
    expect(clock.now()).toBe(200);
  });

  it.each<FaultEffect>([{ fault: 'ThrottlingException' }, { status: 503 }, { disconnect: 'beforeApplied' }])(
    'that refuse a poll hold the clock until its caller has backed off: %j',
    async (effect) => {
      const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
      await using service = await make({ clock });
      const client = impatient(service);
      await prepare(client);
      service.faults.set([{ operations: ['PollForDecisionTask'], count: 1, ...effect }]);
      const stop = new AbortController();
      const idle = pollForActivity(client, stop.signal);
      await start(client, 'order-1');
      await expect(pollForDecision(client)).rejects.toThrow();
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(clock.now()).toBe(0);
      const { taskToken } = await pollForDecision(client);
      const startTimerDecisionAttributes = { timerId: 't', startToFireTimeout: '30' };
      const decisions = [{ decisionType: 'StartTimer' as const, startTimerDecisionAttributes }];
      await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
      await pollForDecision(client);
      expect(clock.now()).toBe(30_000);
      stop.abort();
      await expect(idle).rejects.toThrow();
    },
  );

  it('that lose the answer to a poll leave its task to its timeout, to which the clock skips', async () => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using service = await make({ clock });
    const client = impatient(service);
    await prepare(client);
    await start(client, 'order-1');
    service.faults.set([{ operations: ['PollForDecisionTask'], count: 1, disconnect: 'afterApplied' }]);
    await expect(pollForDecision(client)).rejects.toMatchObject({ code: 'ECONNRESET' });
    let task = await pollForDecision(client);
    while (!task.taskToken) task = await pollForDecision(client);
    expect(task.events?.slice(2).map(({ eventType }) => eventType)).toEqual([
      'DecisionTaskStarted',
      'DecisionTaskTimedOut',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
    ]);
    expect(clock.now()).toBe(300_000);
  });
});

describe('rules', () => {
  /** Which of the next requests fail. */
  async function struck(service: LocalService, requests: number): Promise<number[]> {
    const client = impatient(service);
    const failed: number[] = [];
    for (let index = 1; index <= requests; index++) await domains(client).catch(() => failed.push(index));
    return failed;
  }

  it('apply to all requests, every nth, or a limited number', async () => {
    await using service = createLocalService();
    service.faults.set([{ fault: 'InternalFailure', every: 3 }]);
    expect(await struck(service, 10)).toEqual([3, 6, 9]);
    service.faults.set([{ fault: 'InternalFailure', every: 2, count: 2 }]);
    expect(await struck(service, 10)).toEqual([2, 4]);
    service.faults.set([{ fault: 'InternalFailure', operations: ['RegisterDomain'] }]);
    expect(await struck(service, 3)).toEqual([]);
    service.faults.set([]);
    expect(await struck(service, 3)).toEqual([]);
  });

  it('count only the requests of their operations', async () => {
    await using service = createLocalService();
    service.faults.set([{ operations: ['ListDomains'], fault: 'InternalFailure', every: 2 }]);
    expect(await struck(service, 1)).toEqual([]);
    await register(impatient(service), 'a');
    expect(await struck(service, 2)).toEqual([1]);
  });

  it('after the one that applies do not see the request', async () => {
    await using service = createLocalService({
      faults: [
        { status: 500, count: 2 },
        { status: 503, count: 1 },
      ],
    });
    expect(await struck(service, 5)).toEqual([1, 2, 3]);
  });

  it('with a rate depend on the seed alone', async () => {
    const run = async (seed: number) => {
      await using service = createLocalService({ seed });
      service.faults.set([{ fault: 'InternalFailure', rate: 0.3 }]);
      return await struck(service, 200);
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
    expect(first.length).toBeGreaterThan(40);
    expect(first.length).toBeLessThan(80);
  });

  it('with a rate apply to the same requests in every version, and to different ones for each rule', async () => {
    await using service = createLocalService();
    service.faults.set([{ fault: 'InternalFailure', rate: 0.2 }]);
    expect(await struck(service, 40)).toEqual([2, 13, 16, 18, 22, 23, 32, 39]);
    service.faults.set([
      { status: 500, count: 0 },
      { fault: 'InternalFailure', rate: 0.2 },
    ]);
    expect(await struck(service, 40)).toEqual([10, 16, 20, 22, 23, 24, 25, 33, 35, 36, 39]);
  });

  it('with a rate of 0 never apply, with 1 always', async () => {
    await using service = createLocalService({ faults: [{ fault: 'InternalFailure', rate: 0 }] });
    expect(await struck(service, 20)).toEqual([]);
    service.faults.set([{ fault: 'InternalFailure', rate: 1 }]);
    expect(await struck(service, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    ['faults[0].operations must name operations of SWF, got "DropDomain"', { operations: ['DropDomain'], status: 500 }],
    [
      'faults[0].operations must name an operation, or be left out for all, got an array',
      { operations: [], status: 500 },
    ],
    ['faults[0].rate must be a number from 0 to 1, got 1.5', { rate: 1.5, status: 500 }],
    ['faults[0].rate must be a number from 0 to 1, got -0.1', { rate: -0.1, status: 500 }],
    ['faults[0].rate must be a number from 0 to 1, got "0.5"', { rate: '0.5', status: 500 }],
    ['faults[0].every must be an integer from 1, got 0', { every: 0, status: 500 }],
    ['faults[0].every must be an integer from 1, got null', { every: null, status: 500 }],
    ['faults[0].count must be an integer from 0, got 0.5', { count: 0.5, status: 500 }],
    ['faults[0].count must be an integer from 0, got -1', { count: -1, status: 500 }],
    ['faults[0].fault must be a fault of SWF, got "Nonsense"', { fault: 'Nonsense' }],
    ['faults[0].message must be a string, got 42', { fault: 'InternalFailure', message: 42 }],
    ['faults[0].status must be an integer from 400 to 599, got 399', { status: 399 }],
    ['faults[0].status must be an integer from 400 to 599, got 600', { status: 600 }],
    ['faults[0].latencyInSeconds must be a number from 0, got -1', { latencyInSeconds: -1 }],
    [
      'faults[0].latencyInSeconds must be a number from 0, got Infinity',
      { latencyInSeconds: Number.POSITIVE_INFINITY },
    ],
    ['faults[0].disconnect must be beforeApplied or afterApplied, got "now"', { disconnect: 'now' }],
    ['faults[0] must have exactly one of fault, status, latencyInSeconds, disconnect, got none', { rate: 1 }],
    [
      'faults[0] must have exactly one of fault, status, latencyInSeconds, disconnect, got status and latencyInSeconds',
      { status: 500, latencyInSeconds: 1 },
    ],
  ])('must be valid: %s', (message, rule) => {
    expect(() => createLocalService({ faults: [rule as unknown as FaultRule] })).toThrow(new RangeError(message));
  });

  it.each([
    [{ rate: 0, every: 1, count: 0, status: 400 }],
    [{ operations: ['ListDomains' as const], rate: 1, status: 599 }],
    [{ latencyInSeconds: 0 }],
    [{ rate: undefined, every: undefined, count: undefined, fault: 'InternalFailure' as const, message: undefined }],
  ])('may have the least and the greatest values: %j', async (rule) => {
    await createLocalService({ faults: [rule] }).close();
  });

  it('may have members that are undefined, which count as absent', async () => {
    await using service = createLocalService();
    service.faults.set([{ status: 503, fault: undefined, latencyInSeconds: undefined, operations: undefined }]);
    expect(await struck(service, 2)).toEqual([1, 2]);
    const message = 'faults[0] must have exactly one of fault, status, latencyInSeconds, disconnect, got none';
    expect(() => service.faults.set([{ fault: undefined } as unknown as FaultRule])).toThrow(new RangeError(message));
  });

  it('stay in force if their replacements are invalid', async () => {
    await using service = createLocalService({ faults: [{ status: 500 }] });
    expect(() => service.faults.set([{ status: 1 }])).toThrow(RangeError);
    expect(await struck(service, 1)).toEqual([1]);
  });
});
