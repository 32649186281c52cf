import { type Kind, kinds } from '@swf/console/changes';
import { afterEach, describe, expect, it } from 'vitest';
import type { Session, TargetInfo } from '../../../src/api/session.js';
import { isReadOnly, refusalOf, session } from '../../../src/page/data/session.js';
import { createTestService } from '../../support/service.js';
import { openTab } from '../support/tab.js';

const sessionOf = (allowed: readonly Kind[], service: TargetInfo['service'] = 'aws'): Session => ({
  target: { service },
  version: '1.0.0',
  kinds: allowed,
  features: { queries: false, time: false, decode: false, pollers: false },
  files: [],
  budget: {},
});

async function openSession() {
  const { loadSession } = await import('../../../src/page/data/load-session.js');
  return { loadSession, page: await import('../../../src/page/data/session.js') };
}

afterEach(() => {
  session.value = undefined;
});

describe('The session of a page', () => {
  it.each<[string, Session | undefined, boolean, terminate: string | undefined]>([
    ['that is not loaded', undefined, false, 'The session is not loaded yet.'],
    ['that allows everything', sessionOf(kinds), false, undefined],
    ['that allows terminating alone', sessionOf(['terminate']), false, undefined],
    [
      'that allows something else',
      sessionOf(['signal']),
      false,
      'The console does not allow this. Start it with --allow-changes=signal,terminate.',
    ],
    [
      'that allows nothing',
      sessionOf([]),
      true,
      'The console is read-only. Start it with --allow-changes to allow changes.',
    ],
    ['without SWF', sessionOf([], 'offline'), true, 'The console is offline: it has no SWF to change.'],
  ])('%s', (_, loaded, readOnly, refusal) => {
    session.value = loaded;
    expect(isReadOnly.value).toBe(readOnly);
    expect(refusalOf('terminate')).toBe(refusal);
  });

  it('is loaded again after an error', async () => {
    await using swf = await createTestService();
    await using console = swf.console().console;
    let isDown = true;
    openTab((request) => (isDown ? Promise.reject(new TypeError('refused')) : console.fetch(request)), {
      token: console.token,
    });
    const { page, loadSession } = await openSession();
    await loadSession();
    expect([page.session.value, page.sessionError.value?.code]).toEqual([undefined, 'UNREACHABLE']);
    isDown = false;
    await loadSession();
    expect([page.session.value?.kinds, page.sessionError.value]).toEqual([[], undefined]);
  });

  it('has the error of a console that refuses it', async () => {
    await using swf = await createTestService();
    await using console = swf.console().console;
    openTab((request) => console.fetch(request));
    const { page, loadSession } = await openSession();
    await loadSession();
    expect(page.sessionError.value?.code).toBe('UNAUTHORIZED');
  });
});
