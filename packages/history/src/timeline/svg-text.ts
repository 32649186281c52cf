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
  return text.replace(UNWRITABLE, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Truncates text to that many characters. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}

const HOUR_IN_MILLISECONDS = 3_600_000;

/** The hour formatted last. With `toISOString` for each instant, times were half of a picture. */
let hour = { start: Number.NaN, text: '' };

/** Returns `instant.toISOString()`. */
export function isoText(instant: Date): string {
  const time = instant.getTime();
  const start = Math.floor(time / HOUR_IN_MILLISECONDS) * HOUR_IN_MILLISECONDS;
  if (start !== hour.start) hour = { start, text: new Date(start).toISOString().slice(0, -'00:00.000Z'.length) };
  const seconds = Math.floor((time - start) / 1000);
  const digits = String(100_000 + (time - start - Math.floor(seconds / 60) * 60_000));
  return `${hour.text}${seconds < 600 ? '0' : ''}${Math.floor(seconds / 60)}:${digits.slice(1, 3)}.${digits.slice(3)}Z`;
}
