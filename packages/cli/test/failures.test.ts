import { ConnectionError, DoesNotExistError, SettingsError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { swf } from './support/swf.js';

/** What marks the errors of all packages, of whichever version. */
const SWF_ERROR = Symbol.for('@swf/SwfError');

const odd = (members: object) => Object.assign(new Error('odd'), members);

const STACK = /^swf: Error: odd\n {4}at /;

describe('an error that a command throws', () => {
  it.each<[what: string, thrown: unknown, exitCode: number, stderr: string | RegExp]>([
    ['of a bug, with its stack', odd({}), 1, STACK],
    [
      'of a bug, whose words a terminal must not obey',
      new TypeError('\u001b[2J is\nno id'),
      1,
      /^swf: TypeError: \\x1b\[2J is\\nno id\n {4}at /,
    ],
    ['that is a text of others', '\u001b[2J', 1, 'swf: \\x1b[2J\n'],
    ['without a stack', odd({ stack: undefined }), 1, 'swf: odd\n'],
    ['that is a text', 'odd', 1, 'swf: odd\n'],
    ['that is null', null, 1, 'swf: null\n'],
    ['with a code, of another package', odd({ code: 'CONNECTION' }), 1, STACK],
    ['without a code', odd({ [SWF_ERROR]: true }), 1, STACK],
    ['with a code of a later version', odd({ [SWF_ERROR]: true, code: 'NEW' }), 1, 'swf: odd\n'],
    [
      'of a setting',
      new SettingsError('region must be text'),
      2,
      'swf: region must be text\n     "swf doctor" shows the source of each setting\n',
    ],
    [
      'of missing credentials',
      new SettingsError('no Credentials were found'),
      5,
      'swf: no Credentials were found\n     "swf doctor" shows the source of each setting\n',
    ],
    [
      'of a connection, whatever its words',
      new ConnectionError('no answer about credentials'),
      6,
      'swf: no answer about credentials\n     "swf doctor" shows the endpoint and where it comes from\n',
    ],
    ['of a resource', new DoesNotExistError('no such type'), 3, 'swf: no such type\n'],
    [
      'of an unknown domain',
      new DoesNotExistError('Unknown domain: orders', { resource: { kind: 'Domain', name: 'orders' } }),
      3,
      'swf: Unknown domain: orders\n     "swf domain list" lists the domains of this region; --region and --context choose another\n',
    ],
  ])('%s has its exit code and hint', async (_, thrown, exitCode, stderr) => {
    const ran = await swf(['query', 'save', 'stuck', 'status:open'], {
      now() {
        throw thrown;
      },
    });
    expect(ran).toEqual({
      exitCode,
      stdout: '',
      stderr: typeof stderr === 'string' ? stderr : expect.stringMatching(stderr),
    });
  });
});
