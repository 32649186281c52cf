import { createLocalService } from '@swf/local';
import { afterAll, expect } from 'vitest';

/** The status of an answer, and the fault in it. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

// Without any domain, no valid request changes anything, and no poll waits.
const service = createLocalService({ limits: { domains: 0 } });
afterAll(() => service.close());

/** Sends a request body as it is. */
export async function send(operation: string, body: string | Uint8Array): Promise<Answer> {
  const { response } = await service.requestHandler.handle({
    headers: { 'x-amz-target': `SimpleWorkflowService.${operation}` },
    body,
  });
  const { __type = '', message = '' } = JSON.parse(Buffer.from(response.body).toString() || '{}');
  return { status: response.statusCode, type: __type.replace(/.*#/, ''), message };
}

/** Returns the refusal of an invalid request; undefined if the request is valid. */
export async function refusal(operation: string, input: Record<string, unknown>): Promise<Answer | undefined> {
  const answer = await send(operation, JSON.stringify(input));
  // Tokens are read after the request is found valid.
  const isInvalid =
    answer.status >= 500 ||
    ['UnknownOperationException', 'SerializationException'].includes(answer.type) ||
    (answer.type === 'ValidationException' && answer.message !== 'Invalid token');
  return isInvalid ? answer : undefined;
}

/** Returns the message of the ValidationException that refuses the request, or `accepted`. */
export async function validationMessage(operation: string, input: Record<string, unknown>): Promise<string> {
  const refused = await refusal(operation, input);
  if (refused) expect(refused.type).toBe('ValidationException');
  return refused?.message ?? 'accepted';
}
