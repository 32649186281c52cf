import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from './listening.js';

/** An address of a local service that does not say that it is one: to `swf`, it is AWS. */
export interface RemoteEndpoint extends AsyncDisposable {
  readonly endpoint: string;
}

/**
 * Forwards every request to a service, except those of `GET /health` and the like, and each answer
 * as it is, or changed.
 */
export async function remoteEndpoint(
  { endpoint }: { readonly endpoint: string },
  change: (body: string) => string = (body) => body,
): Promise<RemoteEndpoint> {
  const server = createServer((incoming, answer) => {
    if (incoming.method === 'GET') {
      answer.writeHead(404).end();
      return;
    }
    const { method, headers, url } = incoming;
    const outgoing = request(new URL(url ?? '/', endpoint), { method, headers }, async (answered) => {
      const { 'content-length': _, ...kept } = answered.headers;
      answer.writeHead(answered.statusCode ?? 502, kept).end(change(await text(answered)));
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  const { url, [Symbol.asyncDispose]: dispose } = await listening(server);
  return { endpoint: url, [Symbol.asyncDispose]: dispose };
}
