import { SettingsError } from '../errors/index.js';
import { checkKeyPair, checkSettings, guard, type Settings } from '../settings.js';

/** The values of an INI text by section and key. */
type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

const BLANK = /^(?:[;#].*)?$/;
const SECTION = /^\[([^\]]+)\]\s*(?:[;#].*)?$/;
const ENTRY = /^([^[=\s][^=]*?)\s*=\s*(.*)$/;
const QUOTED = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:[;#].*)?$/;

/**
 * Returns the settings in an INI text.
 *
 * These are `aws_access_key_id`, `aws_secret_access_key` and `aws_session_token` in
 * `[credentials]`, and `region`, `endpoint_url` and `profile` in `[defaults]`. Other sections and
 * keys, and empty values, are ignored.
 *
 * @param source the name of the text in messages. Default: `settings`.
 * @throws `SettingsError` naming source and line if it is malformed, and the field for a value of
 * the wrong kind or half a key pair.
 *
 * @example
 * set(fromString('[defaults]\nregion = eu-west-1'));
 */
export function fromString(text: string, source = 'settings'): Settings {
  if (typeof text !== 'string') throw new SettingsError(`${source} must be a string, got a ${typeof text}`);
  const ini = parseIni(text, source);
  const read = (section: string, key: string) => ini.get(section)?.get(key) || undefined;
  const settings = guard({
    region: read('defaults', 'region'),
    accessKeyId: read('credentials', 'aws_access_key_id'),
    secretAccessKey: read('credentials', 'aws_secret_access_key'),
    sessionToken: read('credentials', 'aws_session_token'),
    profile: read('defaults', 'profile'),
    endpoint: read('defaults', 'endpoint_url'),
  });
  checkKeyPair(source, settings);
  return checkSettings(source, settings);
}

/**
 * Reads an INI text: sections, `key = value`, and comments that begin with `;` or `#`, also after a
 * value.
 *
 * A value in quotes may hold those; in double quotes, `\"` is a quote and `\\` a backslash.
 * Repeated sections are one, and the last of repeated keys wins.
 *
 * @throws `SettingsError` naming source and line, but never their text, which may hold a secret.
 */
function parseIni(text: string, source: string): Ini {
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
