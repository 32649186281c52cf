import type { ConsoleOptions } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ExecutionPage } from '../../../src/api/executions.js';
import { createTestService, type TestConsole } from '../../support/service.js';
import { settle } from '../support/hook.js';
import { openTab } from '../support/tab.js';

const STAGING = { service: 'aws', region: 'eu-west-1', context: 'staging' } as const;
const PROD = { service: 'aws', region: 'eu-west-1', context: 'prod', protected: true } as const;
const START = { domain: 'orders', workflowId: 'order-1', workflowType: { name: 'order', version: '1.0' } };
const LIST = { topics: [{ id: 'w1', topic: 'list', domain: 'orders', q: '' }] };

/** A console of a service of its own, for one test. */
async function consoleOf(options: ConsoleOptions): Promise<TestConsole> {
  const swf = await createTestService();
  const test = swf.console({ changes: kinds, ...options });
  onTestFinished(async () => {
    await test.console[Symbol.asyncDispose]();
    await swf[Symbol.asyncDispose]();
  });
  return test;
}

/** A tab that has loaded the session of a console, whose port a later one takes when asked. */
async function tabOf(options: ConsoleOptions, laterOptions: ConsoleOptions) {
  const earlier = await consoleOf(options);
  const later = await consoleOf(laterOptions);
  let current = earlier;
  const answers: string[] = [];
  const tab = openTab(
    async (request) => {
      const response = await current.console.fetch(request);
      if (current === later) answers.push(`${request.method} ${new URL(request.url).pathname} ${response.status}`);
      return response;
    },
    { hash: `#token=${earlier.console.token}` },
  );
  const { loadSession } = await import('../../../src/page/data/load-session.js');
  await loadSession();
  return {
    ...(await import('../../../src/page/data/api.js')),
    ...(await import('../../../src/page/data/session.js')),
    tab,
    later,
    /** What the later console has answered. */
    answers,
    takeOver: () => {
      current = later;
    },
    /** As a tab does that is opened with the address of the later console. */
    storeToken: () => tab.storeElsewhere('swf.token', later.console.token),
  };
}

describe('A page whose console has gone, with one of another SWF in its place', () => {
  it('reloads itself, and sends nothing again', async () => {
    const { tab, later, answers, takeOver, storeToken, get, post, openStream, session } = await tabOf(
      { target: STAGING },
      { target: PROD },
    );
    takeOver();
    storeToken();
    void post('executions', START);
    void get('executions', { domain: 'orders' });
    void openStream('live', LIST, new AbortController().signal);
    await expect.poll(() => tab.reloads).toBe(1);
    await settle();
    expect(answers.toSorted()).toEqual([
      'GET /api/executions 401',
      'GET /api/session 200',
      'POST /api/executions 401',
      'POST /api/live 401',
    ]);
    expect((await later.json<ExecutionPage>('executions?domain=orders')).items).toEqual([]);
    // Until it is reloaded, it is a page of the earlier console.
    expect(session.value?.target).toEqual(STAGING);
    void post('executions', START);
    await settle();
    expect([answers.at(-1), tab.reloads]).toEqual(['POST /api/executions 401', 1]);
  });

  it.each([
    ['has another region', { ...STAGING, region: 'us-east-1' }],
    ['is protected', { ...STAGING, protected: true }],
    ['is chosen by another profile', { ...STAGING, options: ['--profile', 'ops'] }],
    ['has another context', { ...STAGING, context: 'prod' }],
  ])('reloads itself if that %s', async (_, target) => {
    const { tab, takeOver, storeToken, post } = await tabOf({ target: STAGING }, { target });
    takeOver();
    storeToken();
    void post('executions', START);
    await expect.poll(() => tab.reloads).toBe(1);
  });
});

describe('A page whose console has been started again for the same SWF', () => {
  it('goes on, as the later console allows', async () => {
    const { tab, later, answers, takeOver, storeToken, get, post, refusalOf } = await tabOf(
      { target: STAGING, changes: ['signal'] },
      { target: STAGING },
    );
    expect(refusalOf('start')).toMatch('does not allow this');
    takeOver();
    await expect(get('executions', { domain: 'orders' })).rejects.toMatchObject({ problem: { status: 401 } });
    storeToken();
    await Promise.all([post('executions', START), get('executions', { domain: 'orders' })]);
    expect([tab.reloads, refusalOf('start')]).toEqual([0, undefined]);
    expect((await later.json<ExecutionPage>('executions?domain=orders')).items).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('session'))).toEqual(['GET /api/session 200']);
  });

  it('stays as it is if the token that another tab has stored is not of that console', async () => {
    const { tab, answers, takeOver, storeToken, get, session } = await tabOf({ target: STAGING }, { target: STAGING });
    takeOver();
    tab.storeElsewhere('swf.token', 'of-a-console-in-between');
    await expect(get('executions', { domain: 'orders' })).rejects.toMatchObject({ problem: { status: 401 } });
    expect([tab.reloads, session.value?.target]).toEqual([0, STAGING]);
    storeToken();
    await get('executions', { domain: 'orders' });
    expect(answers.at(-1)).toBe('GET /api/executions 200');
  });
});
