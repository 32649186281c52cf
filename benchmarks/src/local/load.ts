import { Agent, request } from 'node:http';

/** An operation, and the body of its request. */
export interface Call {
  readonly operation: string;
  readonly body: object;
}

/** A client that sends calls over a few kept-alive connections, as fast as they are answered. */
export class Load {
  readonly #endpoint: string;
  readonly #agent: Agent;
  readonly #connections: number;

  constructor(endpoint: string, connections: number) {
    this.#endpoint = endpoint;
    this.#connections = connections;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Makes `count` calls, and resolves to the seconds that they took. */
  async run(count: number, callOf: (index: number) => Call): Promise<number> {
    let next = 0;
    const begun = performance.now();
    const connection = async () => {
      while (next < count) await this.call(callOf(next++));
    };
    await Promise.all(Array.from({ length: this.#connections }, connection));
    return (performance.now() - begun) / 1000;
  }

  call({ operation, body }: Call): Promise<string> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        this.#endpoint,
        {
          agent: this.#agent,
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(text),
            'x-amz-target': `SimpleWorkflowService.${operation}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(answer);
            else reject(new Error(`${operation}: ${response.statusCode} ${answer}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
