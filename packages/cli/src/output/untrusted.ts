// Control characters move the cursor or start sequences; format characters reorder or hide text.
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Returns text that SWF sent with control characters made visible, as in `\x1b`.
 *
 * Anyone who can start or signal an execution chooses such text; a terminal must not obey it.
 */
export function visible(text: string): string {
  return text.replace(CONTROLS, (character) => SHORT[character] ?? escaped(character));
}

/**
 * Returns a value as JSON in which no character can reach a terminal as a command. It is the same
 * value: JSON may write any character as an escape.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(CONTROLS, (character) =>
    character === '\n' ? character : unitsOf(character),
  );
}

/** JSON has escapes of 16 bits. */
function unitsOf(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
