import { createLocalService, type Limits, type LocalServerOptions, startLocalService } from '@swf/local';
import { expect, it } from 'vitest';
import { checkServerOptions } from '../src/options.js';

it.each<[string, LocalServerOptions]>([
  ['account must be a string of 12 digits, got "42"', { account: '42' }],
  ['data must be a non-empty string, got ""', { data: '' }],
  ['region must be 1 to 64 letters, digits, hyphens and underscores, got ""', { region: '' }],
  ['region must be 1 to 64 letters, digits, hyphens and underscores, got "eu west"', { region: 'eu west' }],
  ['limits.historyEvents must be at most 16777215, got 16777216', { limits: { historyEvents: 2 ** 24 } }],
  ['host must be a non-empty string, got ""', { host: '' }],
  ['port must be an integer from 0 to 65535, got 65536', { port: 65_536 }],
  ['port must be an integer from 0 to 65535, got 0.5', { port: 0.5 }],
  [
    'credentials must have an accessKeyId and a secretAccessKey, both non-empty strings',
    { credentials: { accessKeyId: 'id', secretAccessKey: '' } },
  ],
])('a service refuses options: %s', async (message, options) => {
  await expect(startLocalService(options)).rejects.toThrow(new RangeError(message));
});

it.each<[string, unknown]>([
  ['options must be an object, got null', null],
  ['options must be an object, got a string', 'swf.db'],
  ['data must be a non-empty string, got 42', { data: 42 }],
  ['host must be a non-empty string, got null', { host: null }],
  ['account must be a string of 12 digits, got 123456789012', { account: 123_456_789_012 }],
  ['port must be an integer from 0 to 65535, got "80"', { port: '80' }],
  ['throttling must be true or false, got "no"', { throttling: 'no' }],
  ['seed must be a number, got "one"', { seed: 'one' }],
  ['seed must be a number, got NaN', { seed: Number.NaN }],
  ['region must be 1 to 64 letters, digits, hyphens and underscores, got an object', { region: { name: 'eu-west-1' } }],
  ['clock must be an object, got null', { clock: null }],
  ['clock must have a method setTimer', { clock: { now: Date.now } }],
  ['clock.now() must return a number, got NaN', { clock: { now: () => Number.NaN, setTimer: () => {} } }],
  ['clock.now() must return a number, got an object', { clock: { now: () => new Date(), setTimer: () => {} } }],
  ['logger must have a method debug', { logger: {} }],
  ['logger must be an object, got a boolean', { logger: false }],
  ['credentials must be an object, got a string', { credentials: 'id:secret' }],
  ['lambda must be an object, got null', { lambda: null }],
  ...[
    ['"lambda"', 'lambda'],
    ['"localhost:3001"', 'localhost:3001'],
    ['"ftp://lambda"', 'ftp://lambda'],
    ['"http://lambda/?a=b"', 'http://lambda/?a=b'],
    ['"http://lambda/#a"', 'http://lambda/#a'],
    ['"http://lambda "', 'http://lambda '],
    ['"http://lam[bda"', 'http://lam[bda'],
    ['an object', new URL('http://lambda')],
  ].map(([got, endpoint]): [string, unknown] => [
    `lambda.endpoint must be an http or https URL without a query and a fragment, got ${got}`,
    { lambda: { endpoint } },
  ]),
  ['lambda.functions must be an object, got an array', { lambda: { functions: [] } }],
  ['lambda.functions must have a method resize', { lambda: { functions: { resize: 'resize' } } }],
  ['limits must be an object, got null', { limits: null }],
  ['faults must be an array, got null', { faults: null }],
  ['faults must be an array, got an object', { faults: { status: 500 } }],
  ['faults[0] must be an object, got undefined', { faults: [undefined] }],
  ['faults[0].operations must be an array, got a string', { faults: [{ operations: 'ListDomains', status: 500 }] }],
  ['unknown option "dta"; did you mean "data"?', { dta: 'swf.db' }],
  ['unknown option "hsot"; did you mean "host"?', { hsot: '127.0.0.1' }],
  ['unknown option "lambda.enxxxint"; did you mean "endpoint"?', { lambda: { enxxxint: '' } }],
  ['unknown option "lambda.exxxxint"; expected one of functions, endpoint', { lambda: { exxxxint: '' } }],
  ['unknown option "credentials.accesKeyId"; did you mean "accessKeyId"?', { credentials: { accesKeyId: 'id' } }],
  ['unknown option "lambda.xxxxxxxxxx"; expected one of functions, endpoint', { lambda: { xxxxxxxxxx: {} } }],
  ['unknown option "lambda.function"; did you mean "functions"?', { lambda: { function: {} } }],
  [
    'unknown option "faults[1].latency"; did you mean "latencyInSeconds"?',
    { faults: [{ status: 500 }, { latency: 1 }] },
  ],
])('a service refuses options of the wrong type from JavaScript: %s', async (message, options) => {
  await expect(startLocalService(options as LocalServerOptions)).rejects.toThrow(new RangeError(message));
});

it.each<[string, LocalServerOptions]>([
  ['the lowest port', { port: 0 }],
  // Not to be listened on here: another program may have it.
  ['the highest port', { port: 65_535 }],
  ['a region of 64 characters', { region: 'r'.repeat(64) }],
  ['a seed that is not an integer', { seed: -0.5 }],
])('a service accepts %s', (_, options) => {
  expect(() => checkServerOptions(options)).not.toThrow();
});

it.each<Partial<Limits>>([{ historyEvents: 2 ** 24 - 1 }, { domains: 0, openTimers: 0 }])(
  'a service accepts the greatest and the least quotas: %j',
  async (limits) => {
    await createLocalService({ limits }).close();
  },
);

it('a service refuses a region of more than 64 characters', () => {
  expect(() => checkServerOptions({ region: 'r'.repeat(65) })).toThrow(/^region must be 1 to 64 letters/);
});
