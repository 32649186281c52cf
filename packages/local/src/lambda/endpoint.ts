import type { LambdaOutcome } from './lambda-invoker.js';

/** Invokes a function by Lambda's own API. */
export async function invokeEndpoint(
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
