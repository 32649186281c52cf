import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { connect as connectSocket } from 'node:net';
import { DescribeDomainCommand, SWFClient } from '@aws-sdk/client-swf';
import { lean } from '@swf/settings/lean';
import { describe, expect, it, vi } from 'vitest';
import { answering, type TestServer, testServer } from '../support/http-server.js';

const file = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url));
const certificate = file('certificate.pem');
const plain = testServer();
const plain6 = testServer('::1');
const secure = testServer('127.0.0.1', { cert: certificate, key: file('key.pem') });

const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };

/** Sends lean requests through these agents. */
async function send(server: TestServer, agents: { httpAgent?: http.Agent; httpsAgent?: https.Agent }): Promise<void> {
  server.respond = answering(INFO);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const config = { region: 'eu-west-1', endpoint: server.endpoint, credentials, maxAttempts: 1 };
  const client = lean(new SWFClient({ ...config, requestHandler: agents }));
  const describeDomain = () => client.send(new DescribeDomainCommand({ name: 'orders' }));
  try {
    for (let learned = 0; learned < 2; learned++) await describeDomain();
    const signer = vi.spyOn(client.config, 'signer');
    expect(await describeDomain()).toMatchObject(INFO);
    expect(signer).not.toHaveBeenCalled();
  } finally {
    client.destroy();
  }
}

describe('a lean client', () => {
  it('trusts the certificates of its agent, and no other', async () => {
    await send(secure, { httpsAgent: new https.Agent({ ca: certificate }) });

    await expect(send(secure, {})).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('goes to an IPv6 address', async () => {
    await send(plain6, {});
  });

  it('goes through the agent of a proxy', async () => {
    const connections = vi.fn();
    const httpAgent = new http.Agent({ keepAlive: true });
    Object.assign(httpAgent, {
      createConnection: (options: { host: string; port: number }) => {
        connections();
        return connectSocket(options.port, options.host);
      },
    });
    await send(plain, { httpAgent });

    expect(connections).toHaveBeenCalled();
  });
});
