import { getEventListeners, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { ListDomainsCommand, SWFClient } from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answering, type Respond, SWF_HEADERS, testServer } from '../support/http-server.js';

const server = testServer();
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const EMPTY = { domainInfos: [] };
const listDomains = () => new ListDomainsCommand({ registrationStatus: 'REGISTERED' });

let regions = 0;
let sdk: SWFClient;
let client: SWFClient;

beforeEach(async () => {
  server.respond = answering(EMPTY);
  const region = `region-${++regions}`;
  sdk = new SWFClient({ region, endpoint: server.endpoint, credentials: { ...KEYS } });
  client = lean(connect({ region, endpoint: server.endpoint, ...KEYS }));
  for (let learned = 0; learned < 2; learned++) await client.send(listDomains());
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  sdk.destroy();
  client.destroy();
});

/** Answers the first requests so, and further ones as usual. */
function first(...answers: readonly Respond[]): void {
  const left = [...answers];
  server.respond = (response, request) => (left.shift() ?? answering(EMPTY))(response, request);
}

const fault =
  (status: number, type: string): Respond =>
  (response) => {
    const body = JSON.stringify({ __type: `com.amazonaws.swf.base.model#${type}`, message: `${type} of SWF` });
    response.writeHead(status, SWF_HEADERS).end(body);
  };
const page =
  (status: number): Respond =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html></html>');
const cut: Respond = (response) => response.destroy();
const half: Respond = (response) => {
  response.writeHead(200, { ...SWF_HEADERS, 'content-length': '100' });
  response.write('{"domainInfos":', () => response.destroy());
};
const garbage: Respond = (response) => response.writeHead(200, SWF_HEADERS).end('{"domainInfos": [');

/** What a client makes of the answers, and the attempts that it makes. */
async function behavior(subject: SWFClient, answers: readonly Respond[]) {
  first(...answers);
  const before = server.received.length;
  const outcome = await subject.send(listDomains()).catch((error) => ({
    ...{ ...error, name: error.name, message: error.message, code: error.code },
    ...{ class: error.constructor.name, status: error.$response?.statusCode, cause: String(error.cause) },
  }));
  const attempts = server.received.slice(before).map(({ headers }) => headers['amz-sdk-request']);
  const ids = new Set(server.received.slice(before).map(({ headers }) => headers['amz-sdk-invocation-id']));
  return { outcome, attempts, ids: ids.size };
}

describe('An answer to a lean client', () => {
  it.each([
    ['cannot be had', () => Promise.reject(new Error('the metadata service does not answer'))],
    ['never come', () => new Promise<never>(() => {})],
  ])('arrives although credentials %s once the request is sent', async (_, failing) => {
    let isSent = false;
    // Expired as soon as they are given, so that the provider is called each time.
    const given = { accessKeyId: 'id', secretAccessKey: 'secret', expiration: new Date(0) };
    const credentials = () => (isSent ? failing() : Promise.resolve(given));
    server.respond = (response, request) => {
      isSent = true;
      answering(EMPTY)(response, request);
    };
    const fresh = lean(new SWFClient({ region: 'us-east-1', endpoint: server.endpoint, credentials }));
    await expect(fresh.send(listDomains())).resolves.toMatchObject(EMPTY);
    fresh.destroy();
  });
});

describe('a failure of the lean client', () => {
  it.each<[string, readonly Respond[]]>([
    ['a fault', [fault(400, 'UnknownResourceFault')]],
    ['a fault of AWS', [fault(400, 'AccessDeniedException')]],
    ['throttling', [fault(400, 'ThrottlingException')]],
    ['throttling to the last attempt', Array.from({ length: 3 }, () => fault(400, 'ThrottlingException'))],
    ['an internal failure', [fault(500, 'InternalFailure'), fault(500, 'InternalFailure')]],
    ['an internal failure to the last attempt', Array.from({ length: 3 }, () => fault(500, 'InternalFailure'))],
    ['an internal failure and a fault', [fault(500, 'InternalFailure'), fault(400, 'UnknownResourceFault')]],
    ['the page of a gateway', [page(502)]],
    ['the page of a gateway to the last attempt', [page(403)]],
    ['a page in a 200', [page(200)]],
    ['a redirection', [(response) => response.writeHead(300, SWF_HEADERS).end('{}')]],
    ['a broken body', [garbage]],
    ['a connection that is cut', [cut]],
    ['a connection that is cut to the last attempt', [cut, cut, cut]],
    ['a connection that is cut within the answer', [half]],
  ])('is retried and reported as by the SDK: %s', async (_, answers) => {
    const expected = await behavior(sdk, answers);

    const { outcome, ...actual } = await behavior(client, answers);
    expect(actual).toEqual({ attempts: expected.attempts, ids: 1 });
    expect(outcome).toEqual({ ...expected.outcome, ...withHalfMetadata(answers, outcome) });
  });

  it('is followed by lean requests again', async () => {
    first(fault(500, 'InternalFailure'));
    await client.send(listDomains());
    const signer = vi.spyOn(client.config, 'signer');
    await client.send(listDomains());

    expect(signer).not.toHaveBeenCalled();
  });

  it('uses up the SDK’s quota for retries, which successes fill again', async () => {
    const strategy = await client.config.retryStrategy();
    const capacity = () => (strategy as unknown as { getCapacity(): number }).getCapacity();
    const full = capacity();
    await behavior(
      client,
      Array.from({ length: 3 }, () => fault(500, 'InternalFailure')),
    );
    const low = capacity();
    await client.send(listDomains());

    expect(low).toBeLessThan(full);
    expect(capacity()).toBe(low + 1);
  });
});

/** The client of the settings says less of an answer that breaks off: it has no complete response. */
function withHalfMetadata(answers: readonly Respond[], outcome: object): object {
  return answers.includes(half) ? outcome : {};
}

describe('the signal of a lean request', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['before the answer', () => {}],
    ['within the answer', (response) => response.writeHead(200, SWF_HEADERS).write('{')],
  ])('rejects and destroys the connection %s', async (_, begin) => {
    const controller = new AbortController();
    const reached = new Promise<ServerResponse>((resolve) => {
      server.respond = (response) => {
        begin(response);
        resolve(response);
      };
    });
    const rejected = expect(client.send(listDomains(), { abortSignal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const closed = once(await reached, 'close');
    controller.abort();
    await rejected;
    await closed;
    server.respond = answering(EMPTY);

    expect(await client.send(listDomains())).toMatchObject(EMPTY);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('sends nothing if it has fired before', async () => {
    const before = server.received.length;

    await expect(client.send(listDomains(), { abortSignal: AbortSignal.abort() })).rejects.toThrow('request aborted');
    expect(server.received).toHaveLength(before);
  });
});

describe('a lean request', () => {
  it('times out like one of the SDK', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = lean(connect({ region: 'eu-west-1', endpoint: server.endpoint, maxAttempts: 1, ...KEYS }));
    for (let learned = 0; learned < 2; learned++) await slow.send(listDomains());
    const reached = new Promise<void>((resolve) => {
      server.respond = () => resolve();
    });
    const rejected = expect(slow.send(listDomains())).rejects.toMatchObject({ name: 'TimeoutError' });
    await reached;
    await vi.advanceTimersByTimeAsync(90_000);
    await rejected;
    slow.destroy();
  });

  it('is signed by SWF’s clock, also when that of the machine jumps', async () => {
    const DAY = 86_400_000;
    const signed = () => server.received.map(({ headers }) => headers['x-amz-date']?.slice(0, 8));
    const serverDate = new Date().toUTCString();
    const today = new Date(serverDate).toISOString().slice(0, 10).replaceAll('-', '');
    server.respond = (response, request) => {
      response.setHeader('date', serverDate);
      const isRight = String(request.headers['x-amz-date']).startsWith(today);
      (isRight ? answering(EMPTY) : fault(400, 'InvalidSignatureException'))(response, request);
    };
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY });
    for (let sent = 0; sent < 3; sent++) expect(await client.send(listDomains())).toMatchObject(EMPTY);

    expect(signed().slice(-2)).toEqual([today, today]);
  });

  it.each([
    ['left to the SDK, which corrects its clock, if it was refused 4 minutes off', 240_000, 2],
    ['not repeated if it was refused less than that off', 239_000, 1],
  ])('is %s', async (_, offset, requests) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
    // Dates of answers have no milliseconds, so the SDK may have corrected its clock by some.
    client.config.systemClockOffset = 0;
    const before = server.received.length;
    const date = new Date(Date.now() - offset).toUTCString();
    first((response, request) => {
      response.setHeader('date', date);
      fault(400, 'InvalidSignatureException')(response, request);
    });
    await client.send(listDomains()).catch(() => {});

    expect(server.received.length - before).toBe(requests);
  });

  it('is signed with credentials that were renewed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const provider = vi.fn(async () => {
      const number = provider.mock.calls.length;
      const expiration = new Date(Date.now() + 3_600_000);
      return { accessKeyId: `key-${number}`, secretAccessKey: 's', sessionToken: `token-${number}`, expiration };
    });
    const renewing = lean(connect({ region: 'eu-west-1', endpoint: server.endpoint, credentials: provider }));
    for (let sent = 0; sent < 3; sent++) await renewing.send(listDomains());
    const signer = vi.spyOn(renewing.config, 'signer');
    vi.setSystemTime(Date.now() + 3_600_000);
    await renewing.send(listDomains());
    const { headers } = server.received.at(-1) ?? expect.fail('nothing was sent');

    expect(headers.authorization).toContain('Credential=key-2/');
    expect(headers['x-amz-security-token']).toBe('token-2');
    expect(signer).not.toHaveBeenCalled();
    renewing.destroy();
  });

  it('follows an endpoint that changes, within a minute', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let endpoint = server.endpoint;
    const moving = lean(
      new SWFClient({ region: 'eu-west-1', endpoint: async () => endpoint as never, credentials: { ...KEYS } }),
    );
    for (let sent = 0; sent < 3; sent++) await moving.send(listDomains());
    endpoint = server.endpoint.replace('127.0.0.1', 'localhost');
    vi.advanceTimersByTime(60_000);
    for (let sent = 0; sent < 2; sent++) await moving.send(listDomains());

    expect(server.received.slice(-2).map(({ headers }) => headers.host?.split(':')[0])).toEqual([
      'localhost',
      'localhost',
    ]);
    moving.destroy();
  });

  it('has the trace header of Lambda', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'decide');
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-5759e988-bd862e3fe1be46a994272793');
    await client.send(listDomains());

    expect(server.received.at(-1)?.headers['x-amzn-trace-id']).toBe('Root=1-5759e988-bd862e3fe1be46a994272793');
  });
});
