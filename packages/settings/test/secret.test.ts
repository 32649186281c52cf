import { format, inspect } from 'node:util';
import * as settings from '@swf/settings';
import { describe, expect, it } from 'vitest';
import { isolate, thrownBy } from './support/isolated.js';

const { swf, home } = isolate();

const SECRETS = ['THE-SECRET-KEY', 'THE-SESSION-TOKEN'];

function expectNoSecret(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

describe('secrets', () => {
  const given = { accessKeyId: 'AKIA', secretAccessKey: 'THE-SECRET-KEY', sessionToken: 'THE-SESSION-TOKEN' };

  it('can be read by name', () => {
    settings.set(given);

    expect(settings.get().secretAccessKey).toBe('THE-SECRET-KEY');
    expect({ ...settings.get() }).toEqual(given);
  });

  it('are redacted in inspect, format and JSON', () => {
    settings.set({ ...given, credentials: { accessKeyId: 'B', secretAccessKey: 'THE-SECRET-KEY' } });
    const all = settings.get();

    expectNoSecret(inspect(all, { depth: 10, showHidden: true }));
    expectNoSecret(format('%o %O %j %s', all, all, all, all));
    expect(JSON.parse(JSON.stringify({ all }))).toEqual({
      all: {
        accessKeyId: 'AKIA',
        secretAccessKey: '[redacted]',
        sessionToken: '[redacted]',
        credentials: '[redacted]',
      },
    });
  });

  it('are redacted in what each source returns', () => {
    const ini = '[credentials]\naws_access_key_id = A\naws_secret_access_key = THE-SECRET-KEY\n';
    swf(ini);
    const answers = [
      settings.fromString(ini),
      settings.fromHome(),
      settings.fromFile(`${home()}/.swf`),
      settings.fromEnv({ AWS_SESSION_TOKEN: 'THE-SESSION-TOKEN' }),
    ];

    for (const answer of answers) expectNoSecret(inspect(answer) + JSON.stringify(answer));
  });

  it('are redacted in the state of the process: its settings and clients', () => {
    settings.set({ ...given, region: 'eu-west-1' });
    const client = settings.connect();
    const cell = Reflect.get(globalThis, Symbol.for('@swf/settings@1'));

    expect(inspect(cell)).toContain('redacted');
    expectNoSecret(inspect(cell, { depth: 20, showHidden: true, getters: true }));
    expectNoSecret(inspect(client, { depth: 20, showHidden: true }));
    expectNoSecret(JSON.stringify(Reflect.get(cell, 'settings')));
  });

  it.each([
    ['a malformed line', '[credentials]\nTHE-SECRET-KEY\n'],
    ['half a key pair', '[credentials]\naws_secret_access_key = THE-SECRET-KEY\n'],
    ['a key before the first section', 'aws_secret_access_key = THE-SECRET-KEY\n'],
    ['a wrong endpoint', '[defaults]\nendpoint_url = THE-SECRET-KEY\n'],
  ])('are not in the error for %s', (_, text) => {
    expectNoSecret(inspect(thrownBy(() => settings.fromString(text))));
  });
});
