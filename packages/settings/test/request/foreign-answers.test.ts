import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DescribeDomainCommand,
  RegisterDomainCommand,
  SignalWorkflowExecutionCommand,
  SWFClient,
} from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { SwfError } from '@swf/settings/errors';
import { send } from '@swf/settings/request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Respond = (response: ServerResponse) => void;

const SWF_HEADERS = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'request-1' };
const DOMAIN = { kind: 'Domain', name: 'orders' };
const PAGE = '<html><body>Service Unavailable</body></html>';

/** Answers with status, headers and body. */
function answer(status: number, headers: Record<string, string>, body = ''): Respond {
  return (response) => response.writeHead(status, headers).end(body);
}

/** Announces more than it sends, and cuts the connection within the body. */
function cut(status: number, headers: Record<string, string>): Respond {
  return (response) => {
    response.writeHead(status, { ...SWF_HEADERS, ...headers });
    response.write('{"domainInfo":', () => response.destroy());
  };
}

let respond: Respond = (response) => response.end();
const server = createServer((request, response) => {
  request.resume().on('end', () => respond(response));
});
let clients: readonly SWFClient[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const given = { endpoint, region: 'eu-west-1', maxAttempts: 1 };
  const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
  clients = [new SWFClient({ ...given, credentials: { ...keys } }), connect({ ...given, ...keys })];
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/**
 * The errors of a request that has an answer and of one that SWF answers with an empty body, each
 * sent by a client of the SDK and by one of the settings.
 */
async function errorsOf(answering: Respond): Promise<SwfError[]> {
  respond = answering;
  const commands = [
    new DescribeDomainCommand({ name: 'orders' }),
    new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '30' }),
  ];
  const errors: SwfError[] = [];
  for (const [client, command] of clients.flatMap((client) => commands.map((command) => [client, command] as const))) {
    try {
      await send<typeof command.input, { $metadata: object }>(
        command as never,
        { kind: 'Domain', name: 'orders' },
        { client },
      );
      expect.fail('the answer was taken for SWF’s');
    } catch (error) {
      if (!SwfError.is(error)) throw error;
      errors.push(error);
    }
  }
  return errors;
}

describe('an answer that SWF did not send', () => {
  it.each<[string, Respond, number]>([
    ['a page in a 200', answer(200, { 'content-type': 'text/html' }, PAGE), 200],
    ['a page in a 403', answer(403, { 'content-type': 'text/html' }, PAGE), 403],
    ['a page in a 502', answer(502, { 'content-type': 'text/html' }, PAGE), 502],
    ['a page that bears a request id', answer(503, { 'x-amzn-requestid': 'request-1' }, PAGE), 503],
    ['an empty 200', answer(200, {}), 200],
    ['an empty 403', answer(403, {}), 403],
    ['an empty 500', answer(500, {}), 500],
    ['a redirect to a login page', answer(302, { location: 'http://127.0.0.1:9/login' }), 302],
    ['another service’s 200', answer(200, { 'content-type': 'application/json' }, '{"status":"ok"}'), 200],
    ['another service’s 404', answer(404, { 'content-type': 'application/json' }, '{"message":"no route"}'), 404],
    ['a gateway’s code', answer(403, { 'content-type': 'application/json' }, '{"code":"AccessDenied"}'), 403],
    ['a gateway’s numeric code', answer(403, { 'content-type': 'application/json' }, '{"code":403}'), 403],
    ['text', answer(400, { 'content-type': 'text/plain' }, 'no healthy upstream'), 400],
    ['null in a 400', answer(400, SWF_HEADERS, 'null'), 400],
    ['JSON that ends too early', answer(200, SWF_HEADERS, '{"domainInfo": {"na'), 200],
  ])('is a ConnectionError for %s', async (_, answering, status) => {
    for (const error of await errorsOf(answering)) {
      expect(error).toMatchObject({ code: 'CONNECTION', fault: undefined });
      expect(error.message).toMatch(
        new RegExp(String.raw`^Domain "orders": the answer is not SWF's \(HTTP ${status}\)(: .+)?$`),
      );
      expect(error.message).not.toContain('$response');
    }
  });

  it('is throttling if its status says so', async () => {
    for (const error of await errorsOf(answer(429, { 'content-type': 'text/html' }, PAGE))) {
      expect(error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', fault: undefined });
    }
  });

  it('is a ConnectionError if it is not HTTP', async () => {
    const greeting: Respond = (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');

    for (const error of await errorsOf(greeting)) expect(error).toMatchObject({ code: 'CONNECTION' });
  });
});

describe('a connection that breaks within the body of an answer', () => {
  it.each<[string, Respond]>([
    ['of known length', cut(200, { 'content-length': '100' })],
    ['in chunks', cut(200, {})],
    ['of a fault', cut(400, { 'content-length': '100' })],
  ])('is a ConnectionError, like one that breaks before: %s', async (_, answering) => {
    for (const error of await errorsOf(answering)) {
      expect(error).toMatchObject({ code: 'CONNECTION', fault: undefined });
      expect(error.message).toBe('Domain "orders": no answer from SWF: aborted');
    }
  });
});

describe('an answer of SWF', () => {
  it.each([
    [
      'with namespace and request id',
      SWF_HEADERS,
      'com.amazonaws.swf.base.model#UnknownResourceFault',
      'DOES_NOT_EXIST',
    ],
    ['without a request id', {}, 'com.amazonaws.swf.base.model#UnknownResourceFault', 'DOES_NOT_EXIST'],
    ['of AWS', SWF_HEADERS, 'com.amazon.coral.service#ExpiredTokenException', 'OPERATION_NOT_PERMITTED'],
    ['of AWS that has no class here', SWF_HEADERS, 'com.amazon.coral.service#InternalFailure', 'RESPONSE'],
    ['of AWS without a request id', {}, 'com.amazon.coral.service#InternalFailure', 'RESPONSE'],
  ])('bears its fault: one %s', async (_, headers, type, code) => {
    const body = JSON.stringify({ __type: type, message: 'what SWF says' });

    for (const error of await errorsOf(answer(400, headers, body))) {
      expect(error).toMatchObject({ code, fault: type.split('#')[1] });
      expect(error.message).toMatch(/: what SWF says$/);
    }
  });

  it('bears the fault that its headers name', async () => {
    const headers = { 'x-amzn-requestid': 'request-1', 'x-amzn-errortype': 'ThrottlingException' };

    for (const error of await errorsOf(answer(400, headers))) {
      expect(error).toMatchObject({
        code: 'RATE_LIMIT_EXCEEDED',
        fault: 'ThrottlingException',
        requestId: 'request-1',
      });
    }
  });

  it('is taken without a request id, which a proxy may drop', async () => {
    respond = answer(200, {}, '{"domainInfo":{"name":"orders"}}');

    for (const client of clients) {
      const described = await send(new DescribeDomainCommand({ name: 'orders' }), DOMAIN, { client });
      expect(described.domainInfo?.name).toBe('orders');
    }
  });

  it('may be empty, as its request id is proof enough', async () => {
    respond = answer(200, SWF_HEADERS);

    const input = { domain: 'orders', workflowId: 'w', signalName: 's' };
    for (const client of clients) await send(new SignalWorkflowExecutionCommand(input), DOMAIN, { client });
  });

  it('may come from a double of a client, which has no metadata', async () => {
    const double = { send: async () => ({}) };

    expect(await send(new DescribeDomainCommand({ name: 'orders' }), DOMAIN, { client: double as never })).toEqual({});
  });
});
