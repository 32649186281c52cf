import { useLocation } from 'preact-iso/router';
import type { Query } from './api.js';
import { session } from './session.js';

/** Returns an address with some of its query changed; undefined and empty values are removed. */
export function withQuery(url: string, changes: Query): string {
  const { pathname, searchParams, hash } = new URL(url, 'http://page');
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') searchParams.delete(name);
    else searchParams.set(name, String(value));
  }
  const query = readable(searchParams);
  return `${pathname}${query === '' ? '' : `?${query}`}${hash}`;
}

// A query is read by people: `:`, `@` and `,` need no escape in one.
function readable(query: URLSearchParams): string {
  return String(query).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2C', ',');
}

/** Returns what a page is about: its path, domain and run. Filters and tabs are the same page. */
export function pageOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://page');
  return [pathname, ...['domain', 'id', 'run'].map((name) => searchParams.get(name))].join(' ');
}

/** The address of the page that is shown, and how to change it. */
export interface PageUrl {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The domain that is shown. */
  readonly domain: string | undefined;
  /** Returns the address of a page of the same domain. */
  readonly href: (path: string, query?: Query) => string;
  /** Changes the query; as a step for *back*, unless it replaces the current one. */
  readonly set: (changes: Query, how?: 'push' | 'replace') => void;
  /** Opens an address. */
  readonly open: (href: string) => void;
}

/** Returns the address of the page, which holds all state worth keeping. */
export function usePageUrl(): PageUrl {
  const { path, query, route } = useLocation();
  const own = query['domain'];
  return {
    path,
    query,
    domain: own ?? session.value?.target.domain,
    href: (to, changes = {}) => withQuery(to, { domain: own, ...changes }),
    set: (changes, how = 'push') => {
      // The address of now, not of the last render: what is set with a delay must not undo other
      // changes.
      const current = location.pathname + location.search;
      const next = withQuery(current, changes);
      if (next !== current) route(next, how === 'replace');
    },
    open: (href) => route(href),
  };
}
