import { inspect } from 'node:util';
import { DescribeDomainCommand, ListDomainsCommand, RegisterDomainCommand } from '@aws-sdk/client-swf';
import { createLocalService, type FaultRule, type FaultType, startLocalService } from '@swf/local';
import * as settings from '@swf/settings';
import { type Client, send } from '@swf/settings/request';
import { afterEach, describe, expect, it } from 'vitest';
import { isolate } from '../support/isolated.js';

isolate();

const DOMAIN = { kind: 'Domain', name: 'orders' };
const describeDomain = () => new DescribeDomainCommand({ name: 'orders' });
const registerDomain = () =>
  new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '30' });

function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not reject'),
    (error: unknown) => error,
  );
}

/** A client that sends whatever the signal says. */
function ignoringSignals(client: Client): Client {
  return { send: (command: Parameters<Client['send']>[0]) => client.send(command) };
}

const services: { close(): Promise<void> }[] = [];
function local(...faults: FaultRule[]) {
  const service = createLocalService({ faults });
  services.push(service);
  return service;
}
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});

describe('send', () => {
  it('resolves to the answer', async () => {
    const client = local().client();
    await send(registerDomain(), DOMAIN, { client });

    expect((await send(describeDomain(), DOMAIN, { client })).domainInfo?.name).toBe('orders');
  });

  it('rejects with the resource, SWF’s fault and the request id', async () => {
    const error = await rejection(send(describeDomain(), DOMAIN, { client: local().client() }));

    expect(error).toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: 'Domain "orders" does not exist: Unknown domain: orders',
      fault: 'UnknownResourceFault',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      cause: { name: 'UnknownResourceFault' },
    });
  });

  it.each<[FaultType, string]>([
    ['ThrottlingException', 'RATE_LIMIT_EXCEEDED'],
    ['AccessDeniedException', 'OPERATION_NOT_PERMITTED'],
    ['OperationNotPermittedFault', 'OPERATION_NOT_PERMITTED'],
    ['UnrecognizedClientException', 'OPERATION_NOT_PERMITTED'],
    ['InvalidSignatureException', 'OPERATION_NOT_PERMITTED'],
    ['LimitExceededFault', 'LIMIT_EXCEEDED'],
    ['TooManyTagsFault', 'LIMIT_EXCEEDED'],
    ['DomainAlreadyExistsFault', 'ALREADY_EXISTS'],
    ['TypeAlreadyExistsFault', 'ALREADY_EXISTS'],
    ['DomainDeprecatedFault', 'DEPRECATED'],
    ['TypeDeprecatedFault', 'DEPRECATED'],
    ['TypeNotDeprecatedFault', 'RESPONSE'],
    ['DefaultUndefinedFault', 'DEFAULT_UNDEFINED'],
    ['WorkflowExecutionAlreadyStartedFault', 'WORKFLOW_EXECUTION_ALREADY_STARTED'],
    ['ValidationException', 'INVALID_ARGUMENT'],
    ['InternalFailure', 'RESPONSE'],
    ['ServiceUnavailableException', 'RESPONSE'],
    ['SerializationException', 'RESPONSE'],
  ])('translates %s as it comes over the wire', async (fault, code) => {
    const client = local({ fault }).client({ maxAttempts: 1 });

    expect(await rejection(send(describeDomain(), DOMAIN, { client }))).toMatchObject({ code, fault });
  });

  it('leaves retries to the SDK', async () => {
    const client = local({ fault: 'InternalFailure', count: 2 }).client({ maxAttempts: 3 });

    expect(await send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }), DOMAIN, { client })).toMatchObject({
      domainInfos: [],
    });
  });

  it.each([
    { cancelRequested: false },
    { count: 0 },
    { domainInfo: {} },
    { domainInfos: [] },
    { events: [] },
    { executionInfo: {} },
    { executionInfos: [] },
    { runId: 'run-1' },
    { startedEventId: 0 },
    { tags: [] },
    { taskToken: 'token' },
    { typeInfo: {} },
    { typeInfos: [] },
  ])('takes an answer whose request id a proxy dropped: %j', async (members) => {
    const answer = { $metadata: { httpStatusCode: 200 }, ...members };
    const client = { send: async () => answer } as unknown as Client;

    expect(await send(describeDomain(), DOMAIN, { client })).toBe(answer);
  });

  it('rejects with a ConnectionError for the bare status of a proxy', async () => {
    const client = local({ status: 502 }).client({ maxAttempts: 1 });

    expect(await rejection(send(describeDomain(), DOMAIN, { client }))).toMatchObject({ code: 'CONNECTION' });
  });

  it('translates a connection that is cut, within the process and over HTTP', async () => {
    const rule: FaultRule = { disconnect: 'beforeApplied' };
    const server = await startLocalService({ faults: [rule] });
    services.push(server);

    for (const client of [local(rule).client({ maxAttempts: 1 }), server.client({ maxAttempts: 1 })]) {
      expect(await rejection(send(describeDomain(), DOMAIN, { client }))).toMatchObject({ code: 'CONNECTION' });
    }
  });

  it('translates a refused connection', async () => {
    const gone = await startLocalService();
    const client = gone.client({ maxAttempts: 1 });
    await gone.close();

    expect(await rejection(send(describeDomain(), DOMAIN, { client }))).toMatchObject({
      code: 'CONNECTION',
      message: expect.stringMatching(/^Domain "orders": no answer from SWF: .+/),
    });
  });

  it('rejects if there are no region or no credentials', async () => {
    settings.set({ accessKeyId: 'id', secretAccessKey: 'secret' });
    expect(await rejection(send(describeDomain(), DOMAIN))).toMatchObject({ code: 'SETTINGS' });
    settings.set({ accessKeyId: undefined, secretAccessKey: undefined, region: 'eu-west-1' });
    expect(await rejection(send(describeDomain(), DOMAIN))).toMatchObject({ code: 'SETTINGS' });
  });
});

describe('the client of a request', () => {
  it('is looked up when the request is sent, so that settings reach objects made before', async () => {
    const [first, second] = [local(), local()];
    settings.setClient(first.client());
    await send(registerDomain(), DOMAIN);
    expect((await send(describeDomain(), DOMAIN)).domainInfo?.name).toBe('orders');
    settings.setClient(second.client());

    expect(await rejection(send(describeDomain(), DOMAIN))).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it('comes from the settings: endpoint, region and keys', async () => {
    const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
    const server = await startLocalService({ credentials: { ...credentials }, region: 'eu-west-1' });
    services.push(server);
    settings.set({ endpoint: server.endpoint, region: 'eu-west-1', ...credentials });
    await send(registerDomain(), DOMAIN);
    settings.set({ secretAccessKey: 'THE-WRONG-KEY', maxAttempts: 1 });

    const error = await rejection(send(describeDomain(), DOMAIN));
    expect(error).toMatchObject({ code: 'OPERATION_NOT_PERMITTED' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('THE-WRONG-KEY');
    settings.connect().destroy();
  });

  it('is the client passed in options, whatever the settings are', async () => {
    settings.setClient(local({ fault: 'InternalFailure' }).client({ maxAttempts: 1 }));

    await send(registerDomain(), DOMAIN, { client: local().client() });
  });
});

describe('the signal of a request', () => {
  it('rejects with its reason before anything is sent', async () => {
    const reason = new Error('no longer wanted');
    const client = local().client();
    const signal = AbortSignal.abort(reason);

    expect(await rejection(send(registerDomain(), DOMAIN, { client: ignoringSignals(client), signal }))).toBe(reason);
    expect(await rejection(send(describeDomain(), DOMAIN, { client }))).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it('rejects with its reason while the request is in flight', async () => {
    const controller = new AbortController();
    const client = local({ latencyInSeconds: 3600 }).client();
    const sent = rejection(send(describeDomain(), DOMAIN, { client, signal: controller.signal }));
    setImmediate(() => controller.abort('enough'));

    expect(await sent).toBe('enough');
  });
});

describe('invalid options', () => {
  it.each([
    [null, 'options must be an object, got null'],
    ['eu-west-1', 'options must be an object, got "eu-west-1"'],
    [{ client: null }, 'client must be an SWFClient, got null'],
    [{ client: { region: 'eu-west-1' } }, 'client must be an SWFClient, got an object'],
    [{ signal: 5 }, 'signal must be an AbortSignal, got 5'],
    [{ signal: new AbortController() }, 'signal must be an AbortSignal, got an AbortController'],
  ])('are refused before anything is sent: %o', async (options, message) => {
    const service = local({ fault: 'InternalFailure' });
    settings.setClient(service.client({ maxAttempts: 1 }));

    expect(await rejection(send(describeDomain(), DOMAIN, options as object))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message,
    });
  });
});
