/** Stands in for a Lambda function: takes the parsed input, and returns a value for JSON. */
export type LambdaFunction = (input: unknown) => unknown;

/** Where Lambda functions run. Any other function fails like an unknown one in Lambda. */
export interface LambdaOptions {
  /** Functions of this process, by the name or ARN in decisions. */
  readonly functions?: Readonly<Record<string, LambdaFunction>> | undefined;
  /** The base URL of a service with Lambda's API, for all others. Requests are not signed. */
  readonly endpoint?: string | undefined;
}

/** An invocation of a function. */
export interface LambdaInvocation {
  readonly name: string;
  readonly input?: string | undefined;
}

/** The outcome: the JSON text of the result, or the failure as in SWF's event. */
export type LambdaOutcome = { readonly result: string } | { readonly reason: string; readonly details: string };

const LONGEST_DATA = 32_768;

/** Invokes Lambda functions, and returns outcomes as SWF records them. */
export class LambdaInvoker {
  readonly #options: LambdaOptions;
  readonly #abort = new AbortController();
  #running = 0;

  constructor(options: LambdaOptions = {}) {
    this.#options = options;
  }

  /** How many invocations are in flight. */
  get running(): number {
    return this.#running;
  }

  /** Invokes a function. A missing or empty input is an empty object. */
  async invoke({ name, input }: LambdaInvocation): Promise<LambdaOutcome> {
    this.#running++;
    try {
      return shortened(await this.#invoke(name, input || '{}'));
    } finally {
      this.#running--;
    }
  }

  /**
   * Aborts calls of the endpoint; functions of this process run on, and their outcome is ignored.
   */
  close(): void {
    this.#abort.abort();
  }

  async #invoke(name: string, input: string): Promise<LambdaOutcome> {
    const { functions = {}, endpoint } = this.#options;
    const local = [name, functionName(name)].find((key) => Object.hasOwn(functions, key));
    if (local !== undefined) return invokeFunction(functions[local] as LambdaFunction, input);
    if (endpoint !== undefined) return invokeEndpoint(endpoint, name, input, this.#abort.signal);
    return { reason: 'ResourceNotFoundException', details: JSON.stringify({ Message: `Function not found: ${name}` }) };
  }
}

/**
 * Returns the name within `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`, or the name
 * itself.
 */
function functionName(name: string): string {
  return /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(name)?.[1] ?? name;
}

/** Shortens an outcome to what fits in SWF's events. */
function shortened(outcome: LambdaOutcome): LambdaOutcome {
  if (!('result' in outcome))
    return { reason: outcome.reason.slice(0, 256), details: outcome.details.slice(0, LONGEST_DATA) };
  if (outcome.result.length <= LONGEST_DATA) return outcome;
  return { reason: 'ResultTooLarge', details: `The result has more than ${LONGEST_DATA} characters` };
}

/** Runs a function as Lambda's runtime for Node.js does. */
async function invokeFunction(run: LambdaFunction, input: string): Promise<LambdaOutcome> {
  let event: unknown;
  try {
    event = JSON.parse(input);
  } catch {
    return failure('InvalidRequestContentException', { Message: 'Could not parse request body into json' });
  }
  try {
    return { result: JSON.stringify(await run(event)) ?? 'null' };
  } catch (error) {
    const [errorType, errorMessage] = error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
    return failure('Unhandled', { errorType, errorMessage });
  }
}

function failure(reason: string, payload: Readonly<Record<string, string>>): LambdaOutcome {
  return { reason, details: JSON.stringify(payload) };
}

/** Invokes a function by Lambda's API. */
async function invokeEndpoint(
  endpoint: string,
  name: string,
  input: string,
  signal: AbortSignal,
): Promise<LambdaOutcome> {
  const url = `${endpoint.replace(/\/$/, '')}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  try {
    const response = await fetch(url, { method: 'POST', body: input, signal });
    const payload = await response.text();
    const functionError = response.headers.get('x-amz-function-error');
    if (functionError) return { reason: functionError, details: payload };
    if (response.ok) return { result: payload || 'null' };
    const errorType = response.headers.get('x-amzn-errortype')?.replace(/:.*/, '');
    return { reason: errorType ?? 'ServiceException', details: payload };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { reason: 'ServiceException', details: String(cause) };
  }
}
