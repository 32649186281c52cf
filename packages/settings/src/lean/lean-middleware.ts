import { isDeepStrictEqual } from 'node:util';
import { type Clock, clockMiddleware, SKEW_IN_MILLISECONDS } from '../client/clock.js';
import type { HandlerRequest, HandlerResponse } from '../client/http-handler.js';
import { type Carried, ONCE, SDK_ONLY, SIGNAL } from '../client/middleware-cache.js';
import { AnswerReader } from './answer-reader.js';
import { type RequestParts, RequestTemplate } from './request-template.js';
import type { Answered, Args, Context, Handler, Operation, SdkChain } from './sdk-chain.js';

type Credentials = RequestParts['credentials'] & { readonly $source?: object };

/** The parts of the client's configuration in use, which are typed for any service there. */
export interface LeanConfig extends Clock {
  readonly credentials: () => Promise<Credentials>;
  readonly protocol: {
    serializeRequest(
      operation: Operation,
      input: object,
      context: object,
    ): Promise<{ readonly body: RequestParts['body'] }>;
    deserializeResponse(operation: Operation, context: object, response: object): Promise<Output>;
    deserializeMetadata(response: object): object;
  };
  readonly requestHandler: { handle(request: HandlerRequest, options: object): Promise<{ response: HandlerResponse }> };
  readonly retryStrategy: () => Promise<RetryStrategy>;
  readonly streamCollector: (stream: never) => Promise<Uint8Array>;
}

interface Output {
  $metadata: object;
}

interface RetryStrategy {
  readonly mode?: string;
  acquireInitialRetryToken(scope: string): Promise<unknown>;
  recordSuccess(token: unknown): void;
}

// Each kind of request goes through the SDK once a minute, to follow a changed endpoint.
const LEARN_EVERY_MILLISECONDS = 60_000;

const SEEN = Symbol('seen');
const FIRST = Symbol('first');

/** What a request carries through the chain. */
interface LeanArgs extends Args, Carried {
  /** Receives the request that the SDK sends. */
  readonly [SEEN]?: (request: HandlerRequest) => void;
  /** Returns the outcome of the first attempt, or makes another one. */
  readonly [FIRST]?: (attempt: string | undefined) => Promise<HandlerResponse>;
}

/** Hands the request that the SDK sends to its learner. */
export function learningMiddleware(next: Handler): Handler {
  return (args: LeanArgs) => {
    args[SEEN]?.(args.request as HandlerRequest);
    return next(args);
  };
}

/** Sends the requests of one operation of a client. */
export class LeanOperation {
  readonly #config: LeanConfig;
  readonly #operation: Operation;
  readonly #reader: AnswerReader;
  readonly #sdk: Handler;
  /** The SDK's retries and exceptions, for an attempt that failed. */
  readonly #retry: Handler;
  #template: RequestTemplate | undefined;
  #credentials: Credentials | undefined;
  #learnAt = 0;
  #isRefused = false;

  constructor(config: LeanConfig, operation: Operation, sdk: Handler, chain: SdkChain, context: Context) {
    this.#config = config;
    this.#operation = operation;
    this.#reader = new AnswerReader(operation.output);
    this.#sdk = sdk;
    const send: Handler = async (args: LeanArgs) => {
      const { headers } = args.request as HandlerRequest;
      return { response: await args[FIRST]?.(headers['amz-sdk-request']) };
    };
    const clock = clockMiddleware<Args, Answered, Context>(config);
    const first = clock(chain.deserialize(send, context), context);
    this.#retry = (args: LeanArgs) => (args[ONCE]?.(chain.retry) ?? chain.retry)(first, context)(args);
  }

  async send(args: LeanArgs): Promise<Answered> {
    // Lambda's trace header differs from one invocation to the next.
    if (this.#isRefused || args[SDK_ONLY] || process.env['AWS_LAMBDA_FUNCTION_NAME']) return this.#sdk(args);
    const strategy = await this.#config.retryStrategy();
    if (strategy.mode !== 'standard') return this.#sdk(args);
    const credentials = await this.#config.credentials();
    const now = performance.now();
    // The SDK's user agent says where credentials come from.
    const isSameSource = isDeepStrictEqual(credentials.$source, this.#credentials?.$source);
    if (!this.#template || !isSameSource || now >= this.#learnAt) {
      this.#learnAt = now + LEARN_EVERY_MILLISECONDS;
      return this.#learn(args);
    }
    return this.#sendBy(this.#template, strategy, args);
  }

  async #sendBy(template: RequestTemplate, strategy: RetryStrategy, args: LeanArgs): Promise<Answered> {
    const config = this.#config;
    const token = await strategy.acquireInitialRetryToken('');
    const body = await this.#serialize(args.input);
    const invocationId = crypto.randomUUID();
    const abortSignal = args[SIGNAL];
    let time = 0;
    let request: HandlerRequest | undefined;
    const send = async (attempt?: string): Promise<HandlerResponse> => {
      time = Date.now() + config.systemClockOffset;
      request = template.build({ body, credentials: await config.credentials(), time, invocationId, attempt });
      const { response } = await config.requestHandler.handle(request, abortSignal ? { abortSignal } : {});
      if (response.body instanceof Uint8Array) return response;
      return { ...response, body: await config.streamCollector(response.body as never) };
    };
    const first = send();
    try {
      const response = await first;
      if (response.statusCode < 300) {
        const output = await this.#read(response);
        strategy.recordSuccess(token);
        Object.assign(output.$metadata, { attempts: 1, totalRetryDelay: 0 });
        return { response, output };
      }
    } catch {
      // The SDK handles the failure below.
    }
    let isFirst = true;
    const again = async (attempt?: string) => {
      const sent = isFirst ? first : send(attempt);
      isFirst = false;
      const response = await sent;
      // The SDK's signer does so for its chain.
      const date = Date.parse(response.headers['date'] ?? '');
      if (Math.abs(date - time) >= SKEW_IN_MILLISECONDS) config.systemClockOffset = date - Date.now();
      return response;
    };
    return this.#retry({ ...args, request, [FIRST]: again } as LeanArgs);
  }

  /** Sends through the SDK, and keeps the request as the example for later ones. */
  async #learn(args: LeanArgs): Promise<Answered> {
    let example: HandlerRequest | undefined;
    const learn = (request: HandlerRequest) => {
      example ??= request;
    };
    try {
      return await this.#sdk({ ...args, [SEEN]: learn } as LeanArgs);
    } finally {
      // SWF has applied the request: its answer must not wait for credentials, nor be lost with
      // them.
      if (example) this.#keep(new RequestTemplate(example), args.input).catch(() => {});
    }
  }

  /** Keeps the example; whether it is used depends on whether the lean chain can reproduce it. */
  async #keep(template: RequestTemplate, input: object): Promise<void> {
    const credentials = await this.#config.credentials();
    // Renewed meanwhile: the next request is the example.
    if (!template.isSignedBy(credentials)) return;
    this.#isRefused = !template.isReproducible(await this.#serialize(input), credentials);
    // A request that is on its way may have seen that none was refused yet.
    this.#template = this.#isRefused ? undefined : template;
    this.#credentials = credentials;
  }

  #read(response: HandlerResponse): Output | Promise<Output> {
    const { protocol } = this.#config;
    const output = this.#reader.read(response.body);
    if (!output) return protocol.deserializeResponse(this.#operation, this.#config, response);
    return Object.assign(output, { $metadata: protocol.deserializeMetadata(response) });
  }

  async #serialize(input: object): Promise<RequestParts['body']> {
    const { body } = await this.#config.protocol.serializeRequest(this.#operation, input, NO_ENDPOINT);
    return body;
  }
}

const NO_ENDPOINT = { endpoint: async () => undefined };
