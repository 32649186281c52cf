/**
 * The content type of an answer: that of the request's family. Old clients send `application/json` and, as `Content-Encoding`,
 * `amz-1.0`, which names a protocol and no compression.
 */
export function answerContentType(requested: string | undefined): string {
  return requested && /^application\/json\b/i.test(requested) ? 'application/json' : 'application/x-amz-json-1.0';
}
