/** Characters that fill two columns: East Asian ones and emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NARROWEST = /[\p{Mark}\p{Format}]/u;
const CONTROL = /\p{Cc}/gu;

/** Shows control characters as `\x1b`, so that terminals do not interpret them. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Returns how many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  return [...text].reduce((columns, character) => columns + widthOf(character), 0);
}

/** Pads a text to that many columns, or truncates it. */
export function fitted(text: string, columns: number): string {
  const width = columnsOf(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  let shown = '';
  let taken = 0;
  for (const character of text) {
    if (taken + widthOf(character) >= columns) break;
    shown += character;
    taken += widthOf(character);
  }
  return `${shown}…${' '.repeat(columns - taken - 1)}`;
}

function widthOf(character: string): number {
  if (NARROWEST.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
