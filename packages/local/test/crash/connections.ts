import { Agent, request } from 'node:http';

/** Kept-alive connections to a service, each of which carries one request at a time. */
export class Connections implements Disposable {
  readonly #endpoint: string;
  readonly #agent: Agent;

  constructor(endpoint: string, count: number) {
    this.#endpoint = endpoint;
    this.#agent = new Agent({ keepAlive: true, maxSockets: count });
  }

  /** Resolves to an answer; rejects if the request is refused or the connection is cut. */
  call<Answer>(operation: string, input: object): Promise<Answer> {
    const headers = { 'x-amz-target': `SimpleWorkflowService.${operation}` };
    return new Promise((resolve, reject) => {
      const sent = request(this.#endpoint, { agent: this.#agent, method: 'POST', headers }, async (response) => {
        try {
          let body = '';
          for await (const chunk of response.setEncoding('utf8')) body += chunk;
          if (response.statusCode === 200) resolve((body === '' ? undefined : JSON.parse(body)) as Answer);
          else reject(new Error(`${operation} was refused: ${body}`));
        } catch (error) {
          reject(error);
        }
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(input));
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
