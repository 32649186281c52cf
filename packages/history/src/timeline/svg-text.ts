const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// XML 1.0 cannot represent most control characters, not even escaped.
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

// Most labels and times, which need no escape.
const PLAIN = /^[\w .,:#/-]*$/;

/** Escapes text for an SVG text node or attribute. */
export function svgText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNWRITABLE, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** Truncates text to that many characters. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}

const MINUTE_IN_MILLISECONDS = 60_000;

/** The minute formatted last. With `toISOString` for each instant, times were half of a picture. */
let minute = { start: Number.NaN, text: '' };

/** The seconds of a minute and the milliseconds of a second, as `toISOString` writes them. */
const SECONDS = Array.from({ length: 60 }, (_, second) => `${second < 10 ? '0' : ''}${second}.`);
const MILLISECONDS = Array.from({ length: 1000 }, (_, millisecond) => `${String(1000 + millisecond).slice(1)}Z`);

/** Returns `instant.toISOString()`. */
export function isoText(instant: Date): string {
  const time = instant.getTime();
  const start = Math.floor(time / MINUTE_IN_MILLISECONDS) * MINUTE_IN_MILLISECONDS;
  if (start !== minute.start) minute = { start, text: new Date(start).toISOString().slice(0, -'00.000Z'.length) };
  const rest = time - start;
  const second = Math.floor(rest / 1000);
  return `${minute.text}${SECONDS[second]}${MILLISECONDS[rest - second * 1000]}`;
}
