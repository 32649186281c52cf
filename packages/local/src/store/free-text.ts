/**
 * The driver of Node 22 truncates the strings that it returns at a NUL, so free text is stored with
 * its NULs escaped.
 */
const NUL = '\0';
const ESCAPE = '\u0001';
const ESCAPED_NUL = `${ESCAPE}0`;
const ESCAPED_ESCAPE = `${ESCAPE}1`;

/** Escapes text for storing. */
export function storeText<Text extends string | null | undefined>(text: Text): Text {
  if (!text || !(text.includes(NUL) || text.includes(ESCAPE))) return text;
  return text.replaceAll(ESCAPE, ESCAPED_ESCAPE).replaceAll(NUL, ESCAPED_NUL) as Text;
}

/** Restores stored text. */
export function readText<Text extends string | null | undefined>(text: Text): Text {
  if (!text?.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPED_NUL, NUL).replaceAll(ESCAPED_ESCAPE, ESCAPE) as Text;
}
