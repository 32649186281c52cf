import { InvalidArgumentError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { listenError } from '../src/console/listen.js';
import { CommandError } from '../src/failures.js';

const failed = (code: string) => Object.assign(new Error(`listen ${code}`), { code });

const ANY_OTHER = 'choose another with --console-port, or any free one with --console-port 0';

describe('an address that nobody can listen on', () => {
  it.each([
    ['EADDRINUSE', 'port 80 is in use', ANY_OTHER],
    ['EACCES', 'port 80 is not permitted', ANY_OTHER],
    ['EADDRNOTAVAIL', '--host: listen EADDRNOTAVAIL', undefined],
    ['ENOTFOUND', '--host: listen ENOTFOUND', undefined],
    ['EAI_AGAIN', '--host: listen EAI_AGAIN', undefined],
  ])('is named by its option: %s', (code, message, hint) => {
    const error = listenError(failed(code), 80, '--console-port');
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({ exitCode: 2, message });
    expect((error as CommandError).hint).toBe(hint);
  });

  it('is one of --allow-host if a browser could not name it', () => {
    const error = new InvalidArgumentError('allowHosts[0] must be a host name');
    expect(listenError(error, 80, '--port')).toMatchObject({
      exitCode: 2,
      message: '--allow-host must be a host name',
    });
  });

  it.each([failed('EMFILE'), new Error('other'), new InvalidArgumentError('budget must be a share'), 'text'])(
    'is not what another error is about: %s',
    (error) => {
      expect(listenError(error, 80, '--port')).toBe(error);
    },
  );
});
