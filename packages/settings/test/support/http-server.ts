import http, { type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** What a server has received of a request. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly url: string | undefined;
  readonly body: Buffer;
  /** Identifies the connection. */
  readonly port: number | undefined;
}

export type Respond = (response: ServerResponse, request: Received) => void;

/** A server that is not SWF. */
export interface TestServer {
  readonly endpoint: string;
  /** The requests of the current test. */
  readonly received: readonly Received[];
  /** Answers the further requests of the test so. */
  respond: Respond;
}

export const SWF_HEADERS = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'request-1' };

/** Answers like SWF. */
export function answering(body: object): Respond {
  return (response) => response.writeHead(200, SWF_HEADERS).end(JSON.stringify(body));
}

/** Never answers. */
export const silent: Respond = () => {};

/** Resolves when a request has reached the server. */
export function reached(server: TestServer, respond: Respond = silent): Promise<ServerResponse> {
  return new Promise((resolve) => {
    server.respond = (response, request) => {
      respond(response, request);
      resolve(response);
    };
  });
}

/** Runs a server for the tests of a file. */
export function testServer(host = '127.0.0.1', tls?: { readonly key: Buffer; readonly cert: Buffer }): TestServer {
  const received: Received[] = [];
  const state = { endpoint: '', received, respond: answering({}) };
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { headers, url, socket } = request;
      const got = { headers, url, body: Buffer.concat(chunks), port: socket.remotePort };
      received.push(got);
      state.respond(response, got);
    });
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const name = host.includes(':') ? `[${host}]` : host;
    state.endpoint = `${tls ? 'https' : 'http'}://${name}:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    received.length = 0;
    state.respond = answering({});
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return state;
}
