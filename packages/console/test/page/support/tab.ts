import { onTestFinished, vi } from 'vitest';
import { HOST } from '../../support/service.js';

/** What a tab starts with. */
export interface TabOptions {
  /** The token in its page. Default: none. */
  readonly token?: string | undefined;
  /** The fragment of its address. */
  readonly hash?: string | undefined;
  /** What an earlier visit stored. */
  readonly stored?: Readonly<Record<string, string>> | undefined;
}

/** As much of a browser's tab as the page's modules use outside of components. */
export interface Tab {
  readonly requests: readonly Request[];
  /** The addresses of the requests, without host and `/api/`. */
  readonly paths: readonly string[];
  readonly document: Document & { visibilityState: DocumentVisibilityState };
  readonly storage: ReadonlyMap<string, string>;
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
}

/**
 * Opens a tab for one test, which answers its requests. Import the page's modules after this call:
 * they keep their state for as long as a tab is open, so each tab loads them again.
 */
export function openTab(answer: (request: Request) => Response | Promise<Response>, options: TabOptions = {}): Tab {
  const { token, hash = '', stored = {} } = options;
  const requests: Request[] = [];
  const storage = new Map(Object.entries(stored));
  const location = { pathname: '/executions', search: '?domain=orders', hash };
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    documentElement: { dataset: {} },
    querySelector: (selector: string) =>
      selector === 'meta[name="swf-token"]' && token !== undefined ? { content: token } : null,
  });
  vi.resetModules();
  vi.stubGlobal('location', location);
  vi.stubGlobal('document', document);
  vi.stubGlobal('history', {
    replaceState: (_state: unknown, _title: string, path: string) =>
      Object.assign(location, { pathname: path.split('?')[0], search: path.slice(path.indexOf('?')), hash: '' }),
  });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, text: string) => storage.set(key, text),
  });
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const request = new Request(new URL(path, HOST), init);
    requests.push(request);
    return abortable(await Promise.race([answer(request), aborted(request.signal)]), request.signal);
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  return {
    requests,
    get paths() {
      return requests.map(({ url }) => url.slice(`${HOST}/api/`.length));
    },
    document: document as unknown as Tab['document'],
    storage,
    location,
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
}

/** Returns the response; its body fails when the request is aborted. */
function abortable(response: Response, signal: AbortSignal): Response {
  const { body } = response;
  return body ? new Response(body.pipeThrough(new TransformStream(), { signal }), response) : response;
}
