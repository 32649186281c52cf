const KEY = 'swf.token';

/**
 * Returns the token of this console: of the page, of the address it was opened with, or of an
 * earlier visit. The address is cleared, so that the token is in no bookmark.
 */
export function takeToken(): string | undefined {
  const held = document.querySelector<HTMLMetaElement>('meta[name="swf-token"]')?.content;
  if (held) return held;
  const [, given] = /^#token=([\w.~-]+)$/.exec(location.hash) ?? [];
  if (given === undefined) return localStorage.getItem(KEY) ?? undefined;
  localStorage.setItem(KEY, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}
