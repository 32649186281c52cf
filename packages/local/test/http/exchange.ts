import { type IncomingHttpHeaders, request } from 'node:http';

/** What came back, byte for byte. */
export interface Exchange {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request differs from an ordinary one. */
export interface ExchangeOptions {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends one request without any SDK, on a connection of its own. */
export function exchange(endpoint: string, options: ExchangeOptions = {}): Promise<Exchange> {
  const { method = 'POST', path = '/', headers = {}, body = '' } = options;
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { method, path, agent: false, headers }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Calls an operation by its current target. */
export function call(
  endpoint: string,
  operation: string,
  input: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  return exchange(endpoint, {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `SimpleWorkflowService.${operation}`,
      ...headers,
    },
    body: JSON.stringify(input),
  });
}
