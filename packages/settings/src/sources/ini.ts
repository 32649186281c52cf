import { parse } from 'ini';
import { checkKeyPair, checkSettings } from '../check-settings.js';
import { SettingsError } from '../errors/index.js';
import { guard } from '../secret.js';
import type { Settings } from '../settings.js';

const BLANK_OR_COMMENT = /^\s*(?:[;#].*)?$/;
const SECTION = /^\s*\[[^\]]+\]\s*$/;
const ENTRY = /^\s*[^[=\s][^=]*=/;

/**
 * The settings that an INI text gives: `[credentials]` with `aws_access_key_id`, `aws_secret_access_key`, `aws_session_token`, and `[defaults]` with
 * `region`, `endpoint_url`, `profile`. Other sections and keys are left to others; an empty value is no value.
 *
 * @param source what an error calls the text. Default: `settings`.
 * @throws `SettingsError` naming source and line for what is no INI, and naming the field for a value of a wrong kind or half a key pair.
 *
 * @example
 * set(fromString('[defaults]\nregion = eu-west-1'));
 */
export function fromString(text: string, source = 'settings'): Settings {
  if (typeof text !== 'string') throw new SettingsError(`${source} must be a string, got a ${typeof text}`);
  const { credentials, defaults } = parse(checkedLines(text, source).join('\n'));
  const settings = guard({
    region: textOf(defaults, 'region'),
    accessKeyId: textOf(credentials, 'aws_access_key_id'),
    secretAccessKey: textOf(credentials, 'aws_secret_access_key'),
    sessionToken: textOf(credentials, 'aws_session_token'),
    profile: textOf(defaults, 'profile'),
    endpoint: textOf(defaults, 'endpoint_url'),
  });
  checkKeyPair(source, settings);
  return checkSettings(source, settings);
}

/** The lines without their indentation, each of them one that the parser knows: it skips what it does not, and what a line says may be a secret. */
function checkedLines(text: string, source: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  let inSection = false;
  for (const [index, line] of lines.entries()) {
    if (BLANK_OR_COMMENT.test(line)) continue;
    if (SECTION.test(line)) inSection = true;
    else if (!ENTRY.test(line)) {
      throw new SettingsError(`${source}:${index + 1}: expected [section], key = value or a comment`);
    } else if (!inSection) {
      throw new SettingsError(`${source}:${index + 1}: expected a [section] before the first key`);
    }
  }
  return lines.map((line) => line.trim());
}

function textOf(section: unknown, key: string): string | undefined {
  if (typeof section !== 'object' || section === null) return undefined;
  const value: unknown = Reflect.get(section, key);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
