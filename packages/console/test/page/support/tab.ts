import { onTestFinished, vi } from 'vitest';
import { HOST } from '../../support/service.js';

/** What a tab starts with. */
export interface TabOptions {
  /** The token in its page. Default: none. */
  readonly token?: string | undefined;
  /** Its address, without the fragment. */
  readonly url?: string | undefined;
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
  readonly location: { readonly href: string };
  /** How often the page has reloaded itself; it goes on as the page that it was. */
  readonly reloads: number;
  /** How its address was changed: `push /executions?q=a`. */
  readonly visits: readonly string[];
  /** Changes the fragment of its address, as a reader does. */
  readonly turnTo: (hash: string) => void;
  /** Stores a text as another tab does. */
  readonly storeElsewhere: (key: string, text: string) => void;
  /** Fires an event at its window. */
  readonly fire: (event: Event) => void;
}

/**
 * Opens a tab for one test, which answers its requests. Import the page's modules after this call:
 * they keep their state for as long as a tab is open, so each tab loads them again.
 */
export function openTab(answer: (request: Request) => Response | Promise<Response>, options: TabOptions = {}): Tab {
  const { token, url = '/executions?domain=orders', hash = '', stored = {} } = options;
  const requests: Request[] = [];
  const storage = new Map(Object.entries(stored));
  const [pathname, search] = partsOf(url);
  const location = {
    origin: HOST,
    pathname,
    search,
    hash,
    get href() {
      return `${HOST}${this.pathname}${this.search}${this.hash}`;
    },
    reload() {
      reloads += 1;
    },
  };
  let reloads = 0;
  const visits: string[] = [];
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    documentElement: { dataset: {} },
    querySelector: (selector: string) =>
      selector === 'meta[name="swf-token"]' && token !== undefined ? { content: token } : null,
  });
  vi.resetModules();
  vi.stubGlobal('location', location);
  vi.stubGlobal('document', document);
  const visit = (how: string) => (_state: unknown, _title: string, path: string) => {
    visits.push(`${how} ${path}`);
    const [pathname, search] = partsOf(path);
    Object.assign(location, { pathname, search, hash: '' });
  };
  vi.stubGlobal('history', { pushState: visit('push'), replaceState: visit('replace') });
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
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
    get reloads() {
      return reloads;
    },
    visits,
    turnTo(next) {
      location.hash = next;
      window.dispatchEvent(new Event('hashchange'));
    },
    storeElsewhere(key, text) {
      storage.set(key, text);
      window.dispatchEvent(Object.assign(new Event('storage'), { key }));
    },
    fire: (event) => window.dispatchEvent(event),
  };
}

function partsOf(url: string): readonly [path: string, search: string] {
  const { pathname, search } = new URL(url, HOST);
  return [pathname, search];
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
