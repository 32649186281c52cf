import { fromString } from '@swf/settings';
import { SettingsError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../support/isolated.js';

describe('fromString', () => {
  it('reads all keys of both sections', () => {
    const text = `
; for the staging account
[credentials]
aws_access_key_id = AKIA
aws_secret_access_key = wJalr/XUtn+FEMI=
aws_session_token = token==

[defaults]
region=eu-west-1
endpoint_url = http://127.0.0.1:4567/   # the local service
profile = "staging"
`;

    expect(fromString(text)).toEqual({
      accessKeyId: 'AKIA',
      secretAccessKey: 'wJalr/XUtn+FEMI=',
      sessionToken: 'token==',
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:4567/',
      profile: 'staging',
    });
  });

  it.each([
    ['nothing', ''],
    ['comments and blank lines', '# a\n\n   ; b\n'],
    ['sections of others', '[other]\nregion = nowhere\n'],
    ['keys of others', '[defaults]\ncolor = blue\n'],
    ['keys without a value', '[defaults]\nregion =\nprofile=\n'],
    ['a key that is a prototype', '[__proto__]\nregion = x\n[defaults]\n__proto__ = y\n'],
  ])('finds nothing in %s', (_, text) => {
    expect(fromString(text)).toEqual({});
  });

  it.each([
    ['Windows line ends', '[defaults]\r\nregion = eu-west-1\r\n'],
    ['a byte order mark', '\uFEFF[defaults]\nregion = eu-west-1'],
    ['indentation', '  [defaults]  \n\tregion = eu-west-1  '],
    ['a comment after a section', '[defaults] ; mine\nregion = eu-west-1'],
    ['a section that comes twice', '[defaults]\nprofile=\n[defaults]\nregion = eu-west-1'],
  ])('takes %s', (_, text) => {
    expect(fromString(text).region).toBe('eu-west-1');
  });

  it.each([
    ['a line that is no entry', '[defaults]\nregion eu-west-1\n', 'settings:2: expected [section], key = value'],
    ['a section that is not closed', '\n\n[defaults\nregion = x\n', 'settings:3: expected [section], key = value'],
    ['text behind a section', '[defaults] region = x\n', 'settings:1: expected [section], key = value'],
    ['an empty section', '[]\n', 'settings:1: expected [section]'],
    ['an entry without a key', '[defaults]\r\n= x\r\n', 'settings:2: expected [section]'],
    ['a key before any section', '# comment\nregion = x\n', 'settings:2: expected a [section] before the first key'],
    ['an id without a key', '[credentials]\naws_access_key_id = A', 'accessKeyId must come with its secretAccessKey'],
    [
      'a key without an id',
      '[credentials]\naws_secret_access_key = A',
      'secretAccessKey must come with its accessKeyId',
    ],
    ['a quote that is not closed', '[defaults]\nprofile = "a;b\n', 'settings:2: expected a closing quote'],
    ['text after a quote', "[defaults]\nprofile = 'a' b\n", 'settings:2: expected a closing quote'],
    [
      'an endpoint that is no URL',
      '[defaults]\nendpoint_url = nowhere',
      'settings: endpoint must be an http or https URL',
    ],
  ])('refuses %s', (_, text, message) => {
    const error = thrownBy(() => fromString(text));

    expect(SettingsError.is(error)).toBe(true);
    expect(String(error)).toContain(message);
  });

  it.each([
    ['"team #1; staging"', 'team #1; staging'],
    ['"a;b" ; the staging account', 'a;b'],
    ['"a#b"# the staging account', 'a#b'],
    ["'a;b' # the staging account", 'a;b'],
    [`'a"b'`, 'a"b'],
    [`"it's"`, "it's"],
    [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
    [String.raw`"C:\keys"`, String.raw`C:\keys`],
    ['a"b"', 'a"b"'],
    ['a;b', 'a'],
    ['a # b', 'a'],
    ['"true"', 'true'],
    ['null', 'null'],
    ['a = b', 'a = b'],
  ])('reads the value %s', (value, expected) => {
    expect(fromString(`[defaults]\nprofile = ${value}\n`).profile).toBe(expected);
  });

  it('names the text in errors as its caller does', () => {
    expect(String(thrownBy(() => fromString('nonsense', 'vault')))).toContain('vault:1:');
  });
});
