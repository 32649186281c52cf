import { execFile } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { type Gateway, iamGateway } from '../../iam-gateway.js';
import { BIN, openAccount, order, policy } from '../../policy-account.js';

const account = await openAccount();
const { client, env, project, service } = account;
afterAll(() => account.close());

/** Starts `swf console` over a gateway; `send` sends a request of its page. */
async function openConsole(gateway: Gateway, ...args: readonly string[]) {
  const child = execFile(process.execPath, ['--no-warnings', BIN, 'console', '--port', '0', ...args], {
    cwd: project,
    env: { ...env, AWS_ENDPOINT_URL_SWF: gateway.endpoint },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<URL>((resolve, reject) => {
    let shown = '';
    const read = (chunk: string) => {
      shown += chunk;
      const [found] = /http:\S+/.exec(shown) ?? [];
      if (found !== undefined && shown.endsWith('\n')) resolve(new URL(found));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`swf console ended: ${shown}`)));
  });
  const token = new URLSearchParams(address.hash.slice(1)).get('token') ?? '';
  return {
    async send(path: string, body?: object): Promise<unknown> {
      const response = await fetch(new URL(`/api/${path}`, address.origin), {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      const text = await response.text();
      expect(response.ok, `${path}: ${response.status} ${text}`).toBe(true);
      return text === '' ? undefined : JSON.parse(text);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

describe('The console', () => {
  it('shows everything with the read-only policy', async () => {
    const execution = await order.startExecution({ workflowId: 'order-4', client });
    await using gateway = await iamGateway(service, policy('read-only'));
    await using console = await openConsole(gateway, '--domain', 'orders');
    const run = `domain=orders&id=order-4&run=${encodeURIComponent(execution.runId ?? '')}`;
    for (const path of [
      ...['session', 'domains', 'domains?name=orders', 'executions?domain=orders', 'executions/count?domain=orders'],
      ...['types/workflow?domain=orders', 'types/activity?domain=orders&name=charge-card&version=1.0'],
      ...['task-lists?domain=orders&name=payments', 'task-lists/starters?domain=orders&name=orders&read=5'],
      ...[`execution?${run}`, `execution/history?${run}`, `execution/facts?${run}`, `execution/relations?${run}`],
    ]) {
      await console.send(path);
    }
    expect(gateway.denied).toEqual([]);
    await execution.terminate({ client });
  });

  it('changes executions with the policy of an operator', async () => {
    await using gateway = await iamGateway(service, policy('operator'));
    await using console = await openConsole(
      ...([gateway, '--domain', 'orders', '--allow-changes=start,signal,cancel,terminate'] as const),
    );
    const started = await console.send('executions', {
      domain: 'orders',
      workflowId: 'order-5',
      workflowType: { name: 'order', version: '1.0' },
    });
    const run = { domain: 'orders', ...(started as { readonly workflowId: string; readonly runId: string }) };
    await console.send('execution/signal', { ...run, signalName: 'hello' });
    await console.send('execution/cancel', run);
    await console.send('execution/terminate', run);
    await console.send('execution/restart', run);
    expect(gateway.denied).toEqual([]);
    for (const action of policy('operator').Statement[0]?.Action.slice(-4) ?? []) {
      expect(gateway.used).toContain(action.replace('swf:', ''));
    }
  });
});
