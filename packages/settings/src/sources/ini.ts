import { SettingsError } from '../errors/index.js';

/** The values of an INI text by section and key. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

const BLANK = /^(?:[;#].*)?$/;
const SECTION = /^\[([^\]]+)\]\s*(?:[;#].*)?$/;
const ENTRY = /^([^[=\s][^=]*?)\s*=\s*(.*)$/;
const QUOTED = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:[;#].*)?$/;

/**
 * Reads an INI text: sections, `key = value`, and comments that begin with `;` or `#`, also after a
 * value.
 *
 * A value in quotes may hold those; in double quotes, `\"` is a quote and `\\` a backslash.
 * Repeated sections are one, and the last of repeated keys wins.
 *
 * @throws `SettingsError` naming source and line, but never their text, which may hold a secret.
 */
export function parseIni(text: string, source: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, untrimmed] of lines.entries()) {
    const line = untrimmed.trim();
    if (BLANK.test(line)) continue;
    const [, name] = SECTION.exec(line) ?? [];
    const [, key, value] = ENTRY.exec(line) ?? [];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
    } else if (key === undefined || value === undefined) {
      throw malformed(source, index, '[section], key = value or a comment');
    } else if (section === undefined) {
      throw malformed(source, index, 'a [section] before the first key');
    } else {
      const read = readValue(value);
      if (read === undefined) throw malformed(source, index, 'a closing quote at the end of the value');
      section.set(key, read);
    }
  }
  return sections;
}

/**
 * Returns the value without quotes and comment, or undefined if it starts with a quote and does not
 * end with it.
 */
function readValue(text: string): string | undefined {
  if (!/^["']/.test(text)) return text.replace(/[;#].*$/, '').trimEnd();
  const [, double, single] = QUOTED.exec(text) ?? [];
  return double?.replace(/\\(["\\])/g, '$1') ?? single;
}

function malformed(source: string, index: number, expected: string): SettingsError {
  return new SettingsError(`${source}:${index + 1}: expected ${expected}`);
}
