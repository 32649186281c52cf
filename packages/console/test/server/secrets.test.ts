import { PollForDecisionTaskCommand } from '@aws-sdk/client-swf';
import { createConsole } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import { createTestService, HOST, runQuery, startOrders } from '../support/service.js';

const SECRETS = { accessKeyId: 'AKIASECRETKEYID', secretAccessKey: 'secret-access-key', sessionToken: 'session-token' };

describe('Credentials and task tokens', () => {
  it('are in no response and no record', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const task = await swf.client.send(
      new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' }, identity: 'decider' }),
    );
    const client = swf.service.client({ credentials: SECRETS });
    const said: string[] = [];
    await using console = createConsole({
      client,
      domain: 'orders',
      changes: kinds,
      audit: (record) => void said.push(JSON.stringify(record)),
    });
    const headers = { authorization: `Bearer ${console.token}`, 'content-type': 'application/json' };
    const run = { domain: 'orders', workflowId: 'order-1', runId };
    const query = `${runQuery('order-1', runId)}&event=3&field=identity`;
    for (const route of console.routes) {
      const [method = '', path = ''] = route.split(' ');
      if (path === '/api/live') continue;
      const hasBody = method === 'POST' || method === 'PUT';
      // As they are, and with what most of them take.
      for (const [search, body] of [
        ['', {}],
        [`?${query}`, run],
        ['?domain=orders', run],
      ] as const) {
        const init = { method, headers, ...(hasBody && { body: JSON.stringify(body) }) };
        const response = await console.fetch(new Request(`${HOST}${path}${hasBody ? '' : search}`, init));
        said.push(await response.text(), JSON.stringify([...response.headers]));
      }
    }
    swf.service.faults.set([{ fault: 'AccessDeniedException' }]);
    const denied = await console.fetch(new Request(`${HOST}/api/domains`, { headers }));
    said.push(await denied.text());
    expect(denied.status).toBe(403);
    const text = said.join('\n');
    expect(text).toContain('order-1');
    for (const secret of [...Object.values(SECRETS), task.taskToken ?? '', console.token]) {
      expect(secret).not.toBe('');
      expect(text.includes(secret)).toBe(false);
    }
  });
});
