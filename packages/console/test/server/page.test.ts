import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { consoleFor, type Listening } from '../../src/server/console.js';
import { HOST } from '../support/service.js';

const folder = mkdtempSync(join(tmpdir(), 'swf-console-page-'));
mkdirSync(join(folder, 'chunks'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><html><head><title>SWF</title></head></html>');
writeFileSync(join(folder, 'app.js'), 'import "./chunks/x-abcd1234.js";');
const LARGE = 'export const word = "swf";\n'.repeat(1000);
writeFileSync(join(folder, 'large.js'), LARGE);
writeFileSync(join(folder, 'chunks/x-abcd1234.js'), '1;');

afterAll(() => rmSync(folder, { recursive: true }));

function page(changes: Partial<Listening> = {}) {
  const console = consoleFor({}, { port: () => undefined, isOpen: false, folder, ...changes });
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    console.fetch(new Request(`${HOST}${path}`, { headers }));
  return { console, get };
}

describe('Page', () => {
  it('answers every path that is not a file, and is never kept', async () => {
    const { get } = page();
    for (const path of ['/', '/executions?q=status:open', '/execution?id=..&run=1', '/import']) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).not.toContain('swf-token');
    }
  });

  it('holds the token only where everybody who can open it may use the console', async () => {
    const { console, get } = page({ isOpen: true });
    expect(await (await get('/')).text()).toContain(`<meta name="swf-token" content="${console.token}">`);
  });

  it('has files that are kept for good only with a hash in their name', async () => {
    const { get } = page();
    const app = await get('/assets/app.js');
    expect(app.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(app.headers.get('cache-control')).toBe('no-cache');
    const etag = app.headers.get('etag') ?? '';
    expect((await get('/assets/app.js', { 'if-none-match': etag })).status).toBe(304);
    const chunk = await get('/assets/chunks/x-abcd1234.js');
    expect(chunk.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of [
      '/assets/none.js',
      '/assets/../index.html',
      '/assets/%2e%2e/package.json',
      '/assets/a/b/c.js',
    ]) {
      const { status, headers } = await get(path);
      // A path that leaves the folder is the page's own.
      expect([path, status === 404 || headers.get('content-type')?.startsWith('text/html')]).toEqual([path, true]);
    }
  });

  it('is compressed for browsers that can read it, and keeps its headers', async () => {
    const { get } = page();
    const plain = await get('/assets/large.js');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(LARGE);
    const response = await get('/assets/large.js', { 'accept-encoding': 'gzip, deflate, br, zstd' });
    const { headers } = response;
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('content-length')).toBe(false);
    const content = Buffer.from(await response.arrayBuffer());
    expect(content.length).toBeLessThan(LARGE.length / 10);
    expect(gunzipSync(content).toString()).toBe(LARGE);
    const again = await get('/assets/large.js', {
      'accept-encoding': 'gzip',
      'if-none-match': headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
    const short = await get('/assets/app.js', { 'accept-encoding': 'gzip' });
    expect(short.headers.get('content-encoding')).toBeNull();
  });

  it('is not given to pages of other sites, but to links on them', async () => {
    const { get } = page({ isOpen: true });
    expect((await get('/', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get('/assets/app.js', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' })).status).toBe(
      403,
    );
    expect((await get('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' })).status).toBe(403);
    expect((await get('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' })).status).toBe(200);
    expect((await get('/', { host: 'evil.example' })).status).toBe(403);
  });

  it('is the only thing that is given without the token, however the path is written', async () => {
    const { get } = page({ isOpen: false });
    for (const path of ['/api', '/api/session', '/%61pi/session', '//api/session', '/api//session', '/API/session']) {
      const response = await get(path);
      const type = response.headers.get('content-type');
      expect([path, response.status === 401 || type?.startsWith('text/html')]).toEqual([path, true]);
    }
  });

  it('says how to build it if it is not built', async () => {
    const response = await page({ folder: join(folder, 'none') }).get('/');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      title: 'the page is not built: run `npm run build` in the checkout',
    });
  });
});
