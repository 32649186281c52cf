import { fromEnv } from '@swf/settings';
import { SettingsError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../support/isolated.js';

describe('fromEnv', () => {
  it('reads all variables', () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_REGION: 'eu-west-1',
      AWS_PROFILE: 'prod',
      AWS_ENDPOINT_URL_SWF: 'http://127.0.0.1:4567',
    };

    expect(fromEnv(env)).toEqual({
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      region: 'eu-west-1',
      profile: 'prod',
      endpoint: 'http://127.0.0.1:4567',
    });
  });

  it.each([
    ['AWS_REGION before AWS_DEFAULT_REGION', { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, { region: 'a' }],
    ['AWS_DEFAULT_REGION alone', { AWS_DEFAULT_REGION: 'b' }, { region: 'b' }],
    ['AWS_DEFAULT_REGION past an empty AWS_REGION', { AWS_REGION: '', AWS_DEFAULT_REGION: 'b' }, { region: 'b' }],
    [
      'the endpoint of SWF before that of all services',
      { AWS_ENDPOINT_URL: 'http://all.test', AWS_ENDPOINT_URL_SWF: 'http://swf.test' },
      { endpoint: 'http://swf.test' },
    ],
    ['the endpoint of all services', { AWS_ENDPOINT_URL: 'http://all.test' }, { endpoint: 'http://all.test' }],
    [
      'no endpoint if AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true',
      { AWS_ENDPOINT_URL_SWF: 'http://swf.test', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' },
      {},
    ],
    [
      'the endpoint if AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is false',
      { AWS_ENDPOINT_URL_SWF: 'https://swf.test', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      { endpoint: 'https://swf.test' },
    ],
    ['nothing from empty variables', { AWS_REGION: '', AWS_PROFILE: '' }, {}],
  ])('takes %s', (_, env, expected) => {
    expect(fromEnv(env)).toEqual(expected);
  });

  it.each([null, 5, 'AWS_REGION'])('refuses %o as variables', (env) => {
    const error = thrownBy(() => fromEnv(env as never));

    expect(SettingsError.is(error) && error.message).toMatch(
      /^environment must be an object, got (null|a number|a string)$/,
    );
  });

  it('refuses an endpoint that is not a URL', () => {
    const error = thrownBy(() => fromEnv({ AWS_ENDPOINT_URL: 'nowhere' }));

    expect(SettingsError.is(error) && error.message).toBe('environment: endpoint must be an http or https URL');
  });
});
