import type { Session } from '../../api/session.js';
import { problemOf, toProblemError } from './problem-error.js';
import { session } from './session.js';
import { newerToken, takeToken } from './token.js';

/** The query of a request; undefined and empty values are left out, lists are repeated. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** What a request sends. */
export interface RequestOptions {
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Whether clicks and live updates go before it. */
  readonly isPrefetch?: boolean | undefined;
}

interface Remembered {
  readonly tag: string;
  readonly body: unknown;
}

const REMEMBERED = 200;

/** The answers that have an `ETag`, by address; the oldest goes first. */
const answers = new Map<string, Remembered>();

let token: string | undefined;
let hasToken = false;
let renewal: Promise<boolean> | undefined;

/**
 * Sends a request to the console, and returns its JSON, or undefined if it has none.
 *
 * @throws `ProblemError` if it is refused or does not arrive, `AbortError` if it is aborted.
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const url = addressOf(path, options.query);
  const remembered = method === 'GET' ? answers.get(url) : undefined;
  const response = await send(method, url, options, remembered?.tag);
  if (response.status === 304 && remembered) return remembered.body as T;
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json();
  const tag = response.headers.get('ETag');
  if (method === 'GET' && tag !== null) remember(url, { tag, body });
  return body as T;
}

/** Sends `GET /api/...`. */
export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return request('GET', path, { query, signal });
}

/** Sends `GET /api/...`, for a file. */
export async function getBlob(path: string, query: Query = {}): Promise<Blob> {
  const response = await send('GET', addressOf(path, query), {});
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

/** Sends `POST /api/...`. */
export function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return request('POST', path, { body, signal });
}

/** Opens a stream with `POST /api/...`. */
export async function openStream(
  path: string,
  body: unknown,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await send('POST', addressOf(path), { body, signal });
  if (!response.ok || !response.body) throw await problemOf(response);
  return response.body;
}

async function send(method: string, url: string, options: RequestOptions, tag?: string): Promise<Response> {
  if (!hasToken) {
    token = takeToken();
    hasToken = true;
  }
  const used = token;
  const response = await sendOnce(used, method, url, options, tag);
  if (response.status !== 401) return response;
  // Of all requests that a later console refuses, the first finds out about it.
  renewal ??= renewToken(used).finally(() => {
    renewal = undefined;
  });
  return (await renewal) ? sendOnce(token, method, url, options, tag) : response;
}

/**
 * Takes the token of a later console, and returns whether there is one. It must be of the same SWF:
 * what the page shows, and what its user has confirmed, is of that. For another, the page is loaded
 * anew, and what was refused is not sent again.
 */
async function renewToken(used: string | undefined): Promise<boolean> {
  if (token !== used) return true;
  const newer = newerToken(used);
  if (newer === undefined) return false;
  const shown = session.value;
  let later: Session | undefined;
  if (shown) {
    const response = await sendOnce(newer, 'GET', '/api/session', {});
    if (!response.ok) return false;
    later = (await response.json()) as Session;
    if (JSON.stringify(later.target) !== JSON.stringify(shown.target)) {
      location.reload();
      return new Promise<never>(() => {});
    }
  }
  token = newer;
  session.value = later;
  return true;
}

async function sendOnce(
  bearer: string | undefined,
  method: string,
  url: string,
  options: RequestOptions,
  tag?: string,
): Promise<Response> {
  const { body, signal, isPrefetch } = options;
  const headers = new Headers();
  if (bearer !== undefined) headers.set('Authorization', `Bearer ${bearer}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (tag !== undefined) headers.set('If-None-Match', tag);
  if (isPrefetch) headers.set('SWF-Priority', 'prefetch');
  try {
    return await fetch(url, {
      method,
      headers,
      cache: 'no-store',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw toProblemError(error);
  }
}

/** Returns the address of a request. */
function addressOf(path: string, query: Query = {}): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((each) => (each === '' ? [] : [[name, String(each)]])),
  );
  return `/api/${path}${entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`}`;
}

function remember(url: string, answer: Remembered): void {
  answers.delete(url);
  answers.set(url, answer);
  const [oldest] = answers.keys();
  if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest);
}
