import { invokeEndpoint } from './endpoint.js';
import { invokeFunction, type LambdaFunction } from './function.js';

/** Where Lambda tasks are sent. What is in neither place fails as Lambda's own unknown functions do. */
export interface LambdaOptions {
  /** Functions of this process by the name or the ARN that decisions give. */
  readonly functions?: Readonly<Record<string, LambdaFunction>> | undefined;
  /** The base URL of a service with Lambda's own API, which gets what is not among `functions`. Requests are not signed. */
  readonly endpoint?: string | undefined;
}

/** What is invoked. */
export interface LambdaInvocation {
  readonly name: string;
  readonly input?: string | undefined;
}

/** What came of it: the JSON text of the result, or the failure in the terms of SWF's event. */
export type LambdaOutcome = { readonly result: string } | { readonly reason: string; readonly details: string };

const LONGEST_DATA = 32_768;

/** Invokes Lambda functions, and answers for each what SWF would note of it. */
export class LambdaInvoker {
  readonly #options: LambdaOptions;
  readonly #abort = new AbortController();
  #running = 0;

  constructor(options: LambdaOptions = {}) {
    this.#options = options;
  }

  /** Invocations that have not ended. */
  get running(): number {
    return this.#running;
  }

  /** Invokes a function. Lambda takes an input that is absent or empty for an empty object. */
  async invoke({ name, input }: LambdaInvocation): Promise<LambdaOutcome> {
    this.#running++;
    try {
      return shortened(await this.#invoke(name, input || '{}'));
    } finally {
      this.#running--;
    }
  }

  /** Ends the invocations of the endpoint; functions of this process run on, unheard. */
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

/** The name within `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`, or the name itself. */
function functionName(name: string): string {
  return /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(name)?.[1] ?? name;
}

/** SWF's events hold less than Lambda's answers may. */
function shortened(outcome: LambdaOutcome): LambdaOutcome {
  if (!('result' in outcome))
    return { reason: outcome.reason.slice(0, 256), details: outcome.details.slice(0, LONGEST_DATA) };
  if (outcome.result.length <= LONGEST_DATA) return outcome;
  return { reason: 'ResultTooLarge', details: `The result has more than ${LONGEST_DATA} characters` };
}
