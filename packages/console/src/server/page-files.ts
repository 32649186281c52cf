import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { RequestError } from './http/problem.js';
import { hasTag } from './http/respond.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

interface Files {
  /** The folder of the built page. */
  readonly folder: string;
  /** The token that the page holds; undefined if it gets it from the URL that was printed. */
  readonly token: string | undefined;
}

/** Returns the answer to requests for the page and its files. */
export function pageFiles({ folder, token }: Files): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const [, name] = /^\/assets\/((?:[\w-]+\/)?[\w.-]+)$/.exec(pathname) ?? [];
    if (name !== undefined) return asset(request, join(folder, name));
    // What looks like a file is none of the page's paths.
    if (pathname.startsWith('/assets/')) throw notFound(pathname);
    const page = await read(join(folder, 'index.html'), pathname);
    const html = page.toString('utf8').replace('<head>', `<head>${tokenElement(token)}`);
    return new Response(html, { headers: { 'content-type': TYPES['.html'] ?? '' } });
  };
}

async function asset(request: Request, path: string): Promise<Response> {
  const content = await read(path, new URL(request.url).pathname);
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const isHashed = /-[a-z0-9]{8}\.\w+$/.test(path);
  const headers = {
    etag,
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  return hasTag(request, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(content as Uint8Array<ArrayBuffer>, {
        headers: { ...headers, 'content-length': String(content.length) },
      });
}

async function read(path: string, pathname: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (!path.endsWith('index.html')) throw notFound(pathname, { cause });
    const message = 'the page is not built: run `npm run build` in the checkout';
    throw new RequestError(message, { status: 503, code: 'NOT_FOUND', cause });
  }
}

function notFound(pathname: string, options?: ErrorOptions): RequestError {
  return new RequestError(`there is no ${pathname}`, { status: 404, code: 'NOT_FOUND', ...options });
}

function tokenElement(token: string | undefined): string {
  return token === undefined ? '' : `<meta name="swf-token" content="${token}">`;
}
