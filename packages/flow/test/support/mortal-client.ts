import type { SWFClient } from '@aws-sdk/client-swf';
import type { LocalRequestHandler, LocalService } from '@swf/local';

type Handle = LocalRequestHandler['handle'];
type Request = Parameters<Handle>[0];
type Options = Parameters<Handle>[1];
type Response = Awaited<ReturnType<Handle>>;

/**
 * When the process of a client dies: as it sends a request of that operation, or when SWF has
 * applied it and the answer is on its way.
 */
export interface Death {
  readonly operation: string;
  readonly moment: 'before' | 'after';
  /** At which of these requests it dies. Default: the first. */
  readonly chance?: number | undefined;
}

/**
 * The client of a process that can be killed, as far as SWF can tell: its open connections are cut,
 * and it neither sends nor hears anything any more.
 */
export class MortalClient {
  readonly client: SWFClient;
  readonly #handler: LocalRequestHandler;
  readonly #death: Death | undefined;
  readonly #killed = new AbortController();
  readonly #buried = new AbortController();
  #chances = 0;

  constructor(service: LocalService, death?: Death) {
    this.#handler = service.requestHandler;
    this.#death = death;
    const requestHandler = {
      metadata: this.#handler.metadata,
      handle: (request: Request, options?: Options) => this.#handle(request, options),
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
      destroy: () => {},
    };
    this.client = service.client({ maxAttempts: 1, requestHandler });
  }

  get dead(): boolean {
    return this.#killed.signal.aborted;
  }

  kill(): void {
    this.#killed.abort();
  }

  /** Lets what the dead process still waits for fail, so that none of its timers outlives a test. */
  bury(): void {
    this.#buried.abort(Object.assign(new Error('buried'), { name: 'UnknownResourceFault', $fault: 'client' }));
  }

  async #handle(request: Request, options: Options = {}): Promise<Response> {
    const operation =
      Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1] ?? '';
    if (this.#isChance(operation, 'before') && this.#dies()) this.kill();
    if (this.dead) return this.#silence();
    const cut = new AbortController();
    const abort = () => cut.abort();
    this.#killed.signal.addEventListener('abort', abort);
    (options.abortSignal as AbortSignal | undefined)?.addEventListener('abort', abort);
    try {
      const response = await this.#handler.handle(request, { abortSignal: cut.signal });
      if (this.#isChance(operation, 'after') && brings(response) && this.#dies()) this.kill();
      return this.dead ? this.#silence() : response;
    } catch (error) {
      return this.dead ? this.#silence() : Promise.reject(error);
    } finally {
      this.#killed.signal.removeEventListener('abort', abort);
    }
  }

  #dies(): boolean {
    this.#chances += 1;
    return this.#chances === (this.#death?.chance ?? 1);
  }

  #isChance(operation: string, moment: Death['moment']): boolean {
    return this.#death?.moment === moment && operation.endsWith(`.${this.#death.operation}`);
  }

  /** What a dead process hears. */
  #silence(): Promise<never> {
    const { signal } = this.#buried;
    return new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }
}

/** Whether it is more than a poll that ended empty. */
function brings({ response }: Response): boolean {
  const text = Buffer.from(response.body).toString();
  return !text.startsWith('{') || text.includes('taskToken');
}
