import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/**
 * Starts an endpoint of Lambda for one test; the requests that it received are added to `received`.
 */
export async function openEndpoint(
  answer: (response: ServerResponse) => void,
  received: string[] = [],
): Promise<string> {
  const server = createServer(async (request, response) => {
    received.push(`${request.method} ${request.url} ${await text(request)}`);
    answer(response);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server);
}

/** Starts a server; returns its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Starts an endpoint that never answers; reports its first call, and that the call is aborted. */
export async function openSilentEndpoint() {
  const calls = new EventEmitter();
  const endpoint = await openEndpoint((response) => {
    response.on('close', () => calls.emit('aborted'));
    calls.emit('called');
  });
  return { endpoint, called: once(calls, 'called'), aborted: once(calls, 'aborted') };
}
