import { Server } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ListDomainsCommand } from '@aws-sdk/client-swf';
import { type ServiceLogger, startLocalService } from '@swf/local';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { exchange } from './exchange.js';

/** Starts a service, and returns the server of Node that it listens with. */
async function listening(logger?: ServiceLogger) {
  const listen = vi.spyOn(Server.prototype, 'listen');
  const service = await startLocalService(logger ? { logger } : {});
  const [server] = listen.mock.contexts as unknown as Server[];
  listen.mockRestore();
  onTestFinished(() => service.close());
  if (!server) throw new Error('the service does not listen');
  return { service, server };
}

describe('a server', () => {
  it('logs that it could not accept a connection, and goes on', async () => {
    const lines: string[] = [];
    const log = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
    const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
    const { service, server } = await listening(logger);
    lines.length = 0;

    for (const code of ['EMFILE', 'ENFILE']) server.emit('error', new Error(`accept ${code}`));

    expect(lines).toEqual([
      'error accepting a connection failed: accept EMFILE',
      'error accepting a connection failed: accept ENFILE',
    ]);
    expect((await exchange(service.endpoint, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  it('waits 10 seconds for headers, 30 for a request, and 75 for the next one of a connection', async () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = (await listening()).server;

    expect({ headersTimeout, requestTimeout, keepAliveTimeout }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 75_000,
    });
  });

  it('checks that every 5 seconds, keeps connections alive, and sends answers without delay', async () => {
    const server: object = (await listening()).server;

    expect(server).toMatchObject({ connectionsCheckingInterval: 5000, keepAlive: true, noDelay: true });
  });

  it('keeps the connection of a client of the service for its next request', async () => {
    const { service, server } = await listening();
    const connected = vi.fn();
    server.on('connection', connected);
    const client = service.client();
    for (let request = 0; request < 3; request++) {
      await client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
    }
    expect(connected).toHaveBeenCalledTimes(1);
  });

  it('answers any number of requests that a connection has sent at once without a warning', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on('warning', warn);
    onTestFinished(() => void process.off('warning', warn));
    const { service } = await listening();
    const { hostname, port } = new URL(service.endpoint);
    const socket = connect(Number(port), hostname);
    const health = 'GET /health HTTP/1.1\r\nHost: localhost\r\n';
    socket.write(`${`${health}\r\n`.repeat(50)}${health}Connection: close\r\n\r\n`);

    expect((await text(socket)).match(/"status":"ok"/g)).toHaveLength(51);
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
  });

  it.each([
    ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
    ['HPE_INVALID_METHOD', '400 Bad Request'],
  ])('refuses a connection after %s with %s', async (code, status) => {
    const { server } = await listening();
    const connection = new PassThrough();

    server.emit('clientError', Object.assign(new Error(code), { code }), connection);

    expect(String(connection.read())).toMatch(
      new RegExp(
        `^HTTP/1\\.1 ${status}\r\nx-amzn-RequestId: [0-9a-f-]{36}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n$`,
      ),
    );
    expect(connection.writableEnded).toBe(true);
  });

  it.each([
    ['was reset', 'ECONNRESET', (connection: PassThrough) => connection],
    ['cannot be written any more', 'HPE_INVALID_METHOD', (connection: PassThrough) => connection.end()],
  ])('drops a connection that %s without an answer', async (_, code, prepare) => {
    const { server } = await listening();
    const connection = new PassThrough();
    prepare(connection);

    server.emit('clientError', Object.assign(new Error(code), { code }), connection);

    expect(connection.read()).toBeNull();
    expect(connection.destroyed).toBe(true);
  });
});
