import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import type { LambdaOutcome } from './lambda-outcome.js';

/** Invokes a function through Lambda's API. */
export async function invokeEndpoint(
  endpoint: string,
  name: string,
  input: string,
  signal: AbortSignal,
): Promise<LambdaOutcome> {
  try {
    const url = `${endpoint.replace(/\/$/, '')}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
    const response = await post(new URL(url), input, signal);
    const payload = await text(response);
    const { statusCode = 0, headers } = response;
    const functionError = headers['x-amz-function-error'];
    if (functionError) return { reason: String(functionError), details: payload };
    if (statusCode >= 200 && statusCode < 300) return { result: payload || 'null' };
    const errorType = headers['x-amzn-errortype'];
    return { reason: errorType ? String(errorType).replace(/:.*/, '') : 'ServiceException', details: payload };
  } catch (error) {
    return { reason: 'ServiceException', details: String(error) };
  }
}

/**
 * Posts a body; resolves to the response as soon as it begins. Not by `fetch`, which gives up after
 * five minutes without an answer: a function may take fifteen.
 */
function post(url: URL, body: string, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // A connection of its own: a kept one may be closed by the endpoint just now.
    request(url, { method: 'POST', signal, agent: false }, resolve).on('error', reject).end(body);
  });
}
