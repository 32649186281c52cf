import { invokeEndpoint } from './lambda-endpoint.js';
import { type LambdaOutcome, withinLimits } from './lambda-outcome.js';

/** A stand-in for a Lambda function: takes the parsed input and returns a JSON value. */
export type LambdaFunction = (input: unknown) => unknown;

/** Where Lambda functions run. Any other function fails as if it did not exist. */
export interface LambdaOptions {
  /** Functions in this process, by the name or ARN in decisions. */
  readonly functions?: Readonly<Record<string, LambdaFunction>> | undefined;
  /**
   * The base URL of a service with Lambda's API, for all other functions: http or https, without a
   * query and a fragment. Requests are unsigned.
   */
  readonly endpoint?: string | undefined;
}

/** An invocation of a function. */
export interface LambdaInvocation {
  readonly name: string;
  readonly input?: string | undefined;
}

/** Invokes Lambda functions. */
export class LambdaInvoker {
  readonly #options: LambdaOptions;

  constructor(options: LambdaOptions = {}) {
    this.#options = options;
  }

  /**
   * Invokes a function, by default with an empty object.
   *
   * @param signal aborts the request to the endpoint. A function in this process cannot be stopped.
   */
  async invoke({ name, input }: LambdaInvocation, signal: AbortSignal): Promise<LambdaOutcome> {
    return withinLimits(await this.#invoke(name, input || '{}', signal));
  }

  async #invoke(name: string, input: string, signal: AbortSignal): Promise<LambdaOutcome> {
    const { functions = {}, endpoint } = this.#options;
    const local = [name, functionName(name)].find((key) => Object.hasOwn(functions, key));
    if (local !== undefined) return invokeFunction(functions[local] as LambdaFunction, input);
    if (endpoint !== undefined) return invokeEndpoint(endpoint, name, input, signal);
    return { reason: 'ResourceNotFoundException', details: JSON.stringify({ Message: `Function not found: ${name}` }) };
  }
}

/**
 * Returns the NAME in `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`, or a name as is.
 */
function functionName(name: string): string {
  return /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(name)?.[1] ?? name;
}

/** Runs a function like Lambda's runtime for Node.js. */
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
    return failure('Unhandled', describeThrown(error));
  }
}

function describeThrown(thrown: unknown): Readonly<Record<string, string>> {
  try {
    // A program can set both to anything.
    if (thrown instanceof Error) return { errorType: String(thrown.name), errorMessage: String(thrown.message) };
    return { errorType: 'Error', errorMessage: String(thrown) };
  } catch {
    // Such as an object without a prototype.
    return { errorType: 'Error', errorMessage: 'an object' };
  }
}

function failure(reason: string, payload: Readonly<Record<string, string>>): LambdaOutcome {
  return { reason, details: JSON.stringify(payload) };
}
