import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address in front of a service. */
export interface Forwarder extends AsyncDisposable {
  readonly endpoint: string;
}

/** What a forwarder does with requests and answers. Default: nothing. */
export interface ForwarderOptions {
  /** Returns the body of the error that answers a request, or undefined to forward it. */
  readonly refuse?: (operation: string, body: string) => object | undefined;
  /** Returns the body of an answer. */
  readonly change?: (operation: string, body: string) => string;
}

/** Forwards requests to a service. It does not say that it is local: to `swf` and the console, it is AWS. */
export async function startForwarder(
  service: { readonly endpoint: string },
  { refuse, change = (_, body) => body }: ForwarderOptions,
): Promise<Forwarder> {
  const server = createServer(async (incoming, answer) => {
    if (incoming.method !== 'POST') return void answer.writeHead(404).end();
    const operation = String(incoming.headers['x-amz-target']).replace(/^.*\./, '');
    const body = await textOf(incoming);
    const refusal = refuse?.(operation, body);
    if (refusal) {
      answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      return void answer.end(JSON.stringify(refusal));
    }
    const { headers } = incoming;
    const outgoing = request(service.endpoint, { method: 'POST', headers }, async (answered) => {
      const { 'content-length': _, ...kept } = answered.headers;
      answer.writeHead(answered.statusCode ?? 502, kept).end(change(operation, await textOf(answered)));
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    outgoing.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
