const KEY = 'swf.token';

/**
 * Returns the token of this console: of the page, of the address it was opened with, or of an
 * earlier visit. The address is cleared, so that the token is in no bookmark.
 */
export function takeToken(): string | undefined {
  const held = heldToken();
  if (held) return held;
  const [, given] = /^#token=([\w.~-]+)$/.exec(location.hash) ?? [];
  if (given === undefined) return localStorage.getItem(KEY) ?? undefined;
  localStorage.setItem(KEY, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}

/**
 * Returns the token that another tab has stored since, as after a restart of the console; undefined
 * if there is none. A page that holds its token has the only one that counts.
 */
export function newerToken(used: string | undefined): string | undefined {
  if (heldToken()) return undefined;
  const stored = localStorage.getItem(KEY) ?? undefined;
  return stored === used ? undefined : stored;
}

function heldToken(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="swf-token"]')?.content;
}
