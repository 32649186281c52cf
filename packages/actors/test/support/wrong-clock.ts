import type { LocalRequestHandler, LocalService } from '@swf/local';

type Handle = LocalRequestHandler['handle'];
type Request = Parameters<Handle>[0];
type Options = Parameters<Handle>[1];
type Response = Awaited<ReturnType<Handle>>;

const LIMIT_IN_MILLISECONDS = 5 * 60_000;

/** The way from a machine to a service whose clocks differ. */
export class WrongClock {
  /** How far the machine's clock is behind that of the service. */
  minutes: number;
  /** The operations of the requests so far. */
  readonly sent: string[] = [];
  readonly #service: LocalRequestHandler;
  #connections = new AbortController();
  #answers = 0;

  constructor(service: LocalService, minutes: number) {
    this.#service = service.requestHandler;
    this.minutes = minutes;
  }

  get requestHandler() {
    return {
      metadata: this.#service.metadata,
      handle: (request: Request, options: Options) => this.#handle(request, options),
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
      destroy: () => {},
    };
  }

  /** Breaks the connections of all requests that are on their way. */
  breakConnections(): void {
    this.#connections.abort();
    this.#connections = new AbortController();
  }

  async #handle(request: Request, { abortSignal }: Options = {}): Promise<Response> {
    const headers = new Headers(request.headers);
    this.sent.push(String(headers.get('x-amz-target')).split('.')[1] ?? '');
    const { response } = this.#isNow(String(headers.get('x-amz-date')))
      ? await this.#connected(request, abortSignal)
      : refusal();
    // Each answer by a second less, so that the SDK notes a change, as it does for most answers.
    this.#answers += 1;
    const date = new Date(this.#now() - this.#answers * 1000).toUTCString();
    return { response: { ...response, headers: { ...response.headers, date } } };
  }

  async #connected(request: Request, abortSignal: unknown): Promise<Response> {
    const { signal } = this.#connections;
    const signals = abortSignal instanceof AbortSignal ? [signal, abortSignal] : [signal];
    try {
      return await this.#service.handle(request, { abortSignal: AbortSignal.any(signals) });
    } catch (error) {
      throw signal.aborted ? Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) : error;
    }
  }

  #isNow(date: string): boolean {
    const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(date) ?? [];
    const [year = 0, month = 0, day, hour, minute] = parts.map(Number);
    return Math.abs(Date.UTC(year, month - 1, day, hour, minute) - this.#now()) < LIMIT_IN_MILLISECONDS;
  }

  #now(): number {
    return Date.now() + this.minutes * 60_000;
  }
}

function refusal(): Response {
  const fault = { __type: 'com.amazon.coral.service#InvalidSignatureException', message: 'Signature not yet current' };
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { response: { statusCode: 400, headers, body: Buffer.from(JSON.stringify(fault)) } };
}
