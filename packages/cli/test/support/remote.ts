import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from './listening.js';

/** An address of a local service that does not say that it is one: to `swf`, it is AWS. */
export interface RemoteEndpoint extends AsyncDisposable {
  readonly endpoint: string;
  /** The paths of the GET requests so far, none of which AWS has. */
  readonly paths: readonly string[];
}

/**
 * Forwards every request to a service, except those of `GET /health` and the like, and each answer
 * as it is, or changed, without its request id.
 *
 * @param health what `GET /health` answers. Default: nothing, as AWS.
 */
export async function remoteEndpoint(
  { endpoint }: { readonly endpoint: string },
  change: (body: string) => string = (body) => body,
  health?: object,
): Promise<RemoteEndpoint> {
  const paths: string[] = [];
  const server = createServer((incoming, answer) => {
    if (incoming.method === 'GET') {
      paths.push(incoming.url ?? '');
      const isHealth = health !== undefined && incoming.url === '/health';
      answer.writeHead(isHealth ? 200 : 404).end(JSON.stringify(isHealth ? health : { message: 'unknown path' }));
      return;
    }
    const { method, headers, url } = incoming;
    const outgoing = request(new URL(url ?? '/', endpoint), { method, headers }, async (answered) => {
      const { 'content-length': _, 'x-amzn-requestid': __, ...kept } = answered.headers;
      answer.writeHead(answered.statusCode ?? 502, kept).end(change(await text(answered)));
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  const { url, [Symbol.asyncDispose]: dispose } = await listening(server);
  return { endpoint: url, paths, [Symbol.asyncDispose]: dispose };
}
