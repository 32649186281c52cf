import { createHash } from 'node:crypto';

/** Returns the response for what a route answers; 204 for nothing. */
export function respond(request: Request, answer: unknown): Response {
  if (answer instanceof Response) return answer;
  if (answer === undefined) return new Response(null, { status: 204 });
  const text = JSON.stringify(answer);
  return request.method === 'GET' ? tagged(request, text, tagOf(text)) : json(text, {});
}

/** Returns JSON with an `ETag`, or 304 if the page has it. */
export function tagged(request: Request, text: string, etag: string): Response {
  return hasTag(request, etag) ? new Response(null, { status: 304, headers: { etag } }) : json(text, { etag });
}

/** Checks whether the page has this version. */
export function hasTag(request: Request, etag: string): boolean {
  const tags = request.headers.get('if-none-match') ?? '';
  return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

function json(text: string, headers: Readonly<Record<string, string>>): Response {
  // Compression leaves short answers alone, if their length is known.
  const length = String(Buffer.byteLength(text));
  return new Response(text, { headers: { 'content-type': 'application/json', 'content-length': length, ...headers } });
}

function tagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
