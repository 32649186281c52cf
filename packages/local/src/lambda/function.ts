import type { LambdaOutcome } from './lambda-invoker.js';

/** A function in the place of a Lambda function: takes the parsed input, and answers anything that can be written as JSON. */
export type LambdaFunction = (input: unknown) => unknown;

/** Runs a function as Lambda's runtime for Node.js does. */
export async function invokeFunction(run: LambdaFunction, input: string): Promise<LambdaOutcome> {
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
