import { DescribeDomainCommand, ListDomainsCommand, RegisterDomainCommand, SWFClient } from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

const DESCRIBE = { 'x-amz-target': 'SimpleWorkflowService.DescribeDomain' };

describe('the request handler', () => {
  it('serves an SWFClient that uses it', async () => {
    await using service = createLocalService({ region: 'eu-north-1', account: '000000000042' });
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const client = new SWFClient({ region: 'eu-north-1', credentials, requestHandler: service.requestHandler });
    await client.send(new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '1' }));
    const { domainInfo, $metadata } = await client.send(new DescribeDomainCommand({ name: 'orders' }));
    expect(domainInfo?.arn).toBe('arn:aws:swf:eu-north-1:000000000042:/domain/orders');
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('outlives the clients that use it', async () => {
    await using service = createLocalService();
    const first = service.client();
    await prepare(first);
    first.destroy();
    await expect(service.client().send(new DescribeDomainCommand({ name: 'orders' }))).resolves.toBeDefined();
  });

  it('accepts bodies as bytes or strings, and header names in any case', async () => {
    await using service = createLocalService();
    const body = '{"name":"nope"}';
    for (const request of [
      { headers: DESCRIBE, body },
      { headers: { 'X-Amz-Target': DESCRIBE['x-amz-target'] }, body: Buffer.from(body) },
    ]) {
      const { response } = await service.requestHandler.handle(request);
      expect(response.statusCode).toBe(400);
      expect(JSON.parse(Buffer.from(response.body).toString())).toMatchObject({ message: 'Unknown domain: nope' });
    }
  });

  it('answers with the content type of the request', async () => {
    await using service = createLocalService();
    const typeOfAnswerTo = async (headers: Record<string, string>) =>
      (await service.requestHandler.handle({ headers: { ...DESCRIBE, ...headers }, body: '{}' })).response.headers;
    expect(await typeOfAnswerTo({ 'Content-Type': 'application/json' })).toMatchObject({
      'content-type': 'application/json',
    });
    // Only an empty poll has another one.
    expect(await typeOfAnswerTo({})).toEqual({
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('answers in a later turn, so that requests one after the other leave the program its timers', async () => {
    await using service = createLocalService();
    const body = '{"name":"nope"}';
    let hasTurned = false;
    setImmediate(() => {
      hasTurned = true;
    });
    await service.requestHandler.handle({ headers: DESCRIBE, body });
    expect(hasTurned).toBe(true);
  });

  it('answers a program that has replaced its timers', async () => {
    await using service = createLocalService();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { response } = await service.requestHandler.handle({ headers: DESCRIBE, body: '{"name":"nope"}' });
    expect(response.statusCode).toBe(400);
  });

  it('refuses bodies of more than 1 MB and unknown operations', async () => {
    await using service = createLocalService();
    const answerTo = async (target: string, length: number) => {
      const body = '{"name":"nope"}'.padEnd(length);
      const { response } = await service.requestHandler.handle({ headers: { 'x-amz-target': target }, body });
      return [response.statusCode, JSON.parse(Buffer.from(response.body).toString()).message];
    };
    const target = 'SimpleWorkflowService.DescribeDomain';
    expect(await answerTo(target, 1_048_576)).toEqual([400, 'Unknown domain: nope']);
    expect(await answerTo(target, 1_048_577)).toEqual([413, 'A request must not exceed 1048576 bytes']);
    expect(await answerTo('DescribeDomain', 100)).toEqual([400, 'Unknown operation: "DescribeDomain"']);
    const long = `Service.${'x'.repeat(300)}`;
    expect(await answerTo(long, 100)).toEqual([400, `Unknown operation: "${long.slice(0, 256)}"`]);
  });

  it('rejects an already aborted request without applying it', async () => {
    await using service = createLocalService();
    const client = service.client();
    const register = new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '1' });
    await expect(client.send(register, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const { domainInfos } = await client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
    expect(domainInfos).toEqual([]);
  });

  it('accepts the abort signals of older SDKs', async () => {
    const clock = new VirtualClock();
    await using service = createLocalService({ clock });
    await prepare(service.client());
    const abortSignal: { aborted: boolean; onabort: (() => void) | null } = { aborted: false, onabort: null };
    const poll = service.requestHandler.handle(
      {
        headers: { 'x-amz-target': 'SimpleWorkflowService.PollForDecisionTask' },
        body: '{"domain":"orders","taskList":{"name":"orders"}}',
      },
      { abortSignal },
    );
    await clock.advance({ seconds: 1 });
    abortSignal.onabort?.();
    await expect(poll).rejects.toMatchObject({ name: 'AbortError' });
    await start(service.client(), 'order-1');
    expect((await pollForDecision(service.client())).startedEventId).toBe(3);
  });

  it('leaves no listener on an abort signal', async () => {
    await using service = createLocalService();
    const { signal } = new AbortController();
    const added: unknown[] = [];
    const removed: unknown[] = [];
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (type: string, listener: () => void) => {
      added.push(listener);
      add(type, listener);
    };
    signal.removeEventListener = (type: string, listener: () => void) => {
      removed.push(listener);
      remove(type, listener);
    };
    await service.requestHandler.handle({ headers: DESCRIBE, body: '{"name":"nope"}' }, { abortSignal: signal });
    expect(added).toHaveLength(1);
    expect(removed).toEqual(added);
  });

  it.each<[string, unknown]>([
    ['request must be an object, got undefined', undefined],
    ['request.headers must be an object, got undefined', { body: '' }],
    ['request.body must be a string or a Uint8Array, got an object', { headers: DESCRIBE, body: { name: 'orders' } }],
  ])('refuses a malformed request from JavaScript: %s', async (message, request) => {
    await using service = createLocalService();
    await expect(
      service.requestHandler.handle(request as Parameters<typeof service.requestHandler.handle>[0]),
    ).rejects.toThrow(new RangeError(message));
  });

  it('keeps the process running by one timer while any request is open, as rarely as a timer can fire', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const setInterval = vi.spyOn(globalThis, 'setInterval');
    await using service = createLocalService({ clock: new VirtualClock() });
    const client = service.client();
    await prepare(client);
    expect(vi.getTimerCount()).toBe(0);
    setInterval.mockClear();
    const polls = [pollForDecision(client), pollForDecision(client)];
    await expect.poll(() => service.pollers()).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(1);
    await start(client, 'order-1');
    await Promise.race(polls);
    expect(vi.getTimerCount()).toBe(1);
    await start(client, 'order-2');
    await Promise.all(polls);
    expect(vi.getTimerCount()).toBe(0);
    expect(setInterval.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([2 ** 31 - 1]);
  });

  it('rejects requests after the service is closed', async () => {
    const service = createLocalService();
    const client = service.client({ maxAttempts: 1 });
    await service.close();
    await service.close();
    await expect(client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }))).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      $metadata: { httpStatusCode: 503 },
    });
  });
});
