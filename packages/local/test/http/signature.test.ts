import { ListDomainsCommand, SWFClient } from '@aws-sdk/client-swf';
import { type LocalServer, startLocalService } from '@swf/local';
import aws4 from 'aws4';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { exchange } from './exchange.js';

const credentials = { accessKeyId: 'AKLOCAL', secretAccessKey: 'very/secret+key' };
const listDomains = new ListDomainsCommand({ registrationStatus: 'REGISTERED' });
const body = '{"registrationStatus":"REGISTERED"}';
const target = 'SimpleWorkflowService.ListDomains';

let service: LocalServer;
beforeAll(async () => {
  service = await startLocalService({ credentials, region: 'eu-west-1' });
});
afterAll(() => service.close());

function clientWith(config: { accessKeyId?: string; secretAccessKey?: string; region?: string }): SWFClient {
  const { region = 'eu-west-1', ...keys } = config;
  return new SWFClient({
    region,
    endpoint: service.endpoint,
    credentials: { ...credentials, ...keys },
    maxAttempts: 1,
  });
}

/** Headers that sign a request, with others than usual or but for one of them. */
function signedHeaders(headers: Readonly<Record<string, string>> = {}, unsigned = ''): Record<string, string> {
  const { host } = new URL(service.endpoint);
  const extraHeadersToIgnore = { [unsigned]: true };
  const request = { service: 'swf', region: 'eu-west-1', host, method: 'POST', path: '/', body, extraHeadersToIgnore };
  const signed = aws4.sign({ ...request, headers: { 'x-amz-target': target, ...headers } }, credentials);
  return signed.headers as Record<string, string>;
}

function withAuthorization(change: (authorization: string) => string): Record<string, string> {
  const headers = signedHeaders();
  return { ...headers, Authorization: change(headers['Authorization'] ?? '') };
}

function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, '');
}

describe('a request to a service with credentials', () => {
  it('is answered if signed with them, for any region', async () => {
    expect(await clientWith({}).send(listDomains)).toMatchObject({ domainInfos: [] });
    expect(await clientWith({ region: 'us-east-1' }).send(listDomains)).toMatchObject({ domainInfos: [] });
    expect(await service.client().send(listDomains)).toMatchObject({ domainInfos: [] });
    expect((await exchange(service.endpoint, { headers: signedHeaders(), body })).status).toBe(200);
    for (const minutes of [-14, 14]) {
      const headers = signedHeaders({ 'X-Amz-Date': minutesFromNow(minutes) });
      expect((await exchange(service.endpoint, { headers, body })).status).toBe(200);
    }
  });

  it.each(['/pollers', '/regions'])('can read %s only if signed', async (path) => {
    const { host } = new URL(service.endpoint);
    const signed = aws4.sign({ service: 'swf', region: 'eu-west-1', host, method: 'GET', path }, credentials);
    const headers = signed.headers as Record<string, string>;
    expect((await exchange(service.endpoint, { method: 'GET', path, headers })).status).toBe(200);
    const unsigned = await exchange(service.endpoint, { method: 'GET', path });
    expect(unsigned.body).toContain('MissingAuthenticationTokenException');
    const other = path === '/pollers' ? '/regions' : '/pollers';
    expect((await exchange(service.endpoint, { method: 'GET', path: other, headers })).body).toContain(
      'InvalidSignatureException',
    );
    expect((await exchange(service.endpoint, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  it.each([
    ['another secret', { secretAccessKey: 'other' }, 'InvalidSignatureException'],
    ['another key', { accessKeyId: 'AKOTHER' }, 'UnrecognizedClientException'],
  ])('is refused if signed with %s', async (_, config, name) => {
    await expect(clientWith(config).send(listDomains)).rejects.toMatchObject({ name });
  });

  it.each([
    ['is not signed', () => ({ 'x-amz-target': target }), 'MissingAuthenticationTokenException'],
    [
      'has a signature of another kind',
      () => ({ 'x-amz-target': target, authorization: 'Basic aWQ6a2V5' }),
      'IncompleteSignatureException',
    ],
    ['leaves the target unsigned', () => signedHeaders({}, 'x-amz-target'), 'IncompleteSignatureException'],
    [
      'was signed for no target',
      () => ({ ...signedHeaders({ 'x-amz-target': '' }), 'x-amz-target': target }),
      'InvalidSignatureException',
    ],
    [
      'was signed 16 minutes ago',
      () => signedHeaders({ 'X-Amz-Date': minutesFromNow(-16) }),
      'InvalidSignatureException',
    ],
    [
      'was signed in 16 minutes',
      () => signedHeaders({ 'X-Amz-Date': minutesFromNow(16) }),
      'InvalidSignatureException',
    ],
    ['has no date', () => ({ ...signedHeaders(), 'X-Amz-Date': '' }), 'InvalidSignatureException'],
    [
      'names another day in its scope than it was signed on',
      () => withAuthorization((authorization) => authorization.replace(/\/\d{8}\//, '/20120125/')),
      'InvalidSignatureException',
    ],
    [
      'names another region in its scope than it was signed for',
      () => withAuthorization((authorization) => authorization.replace('eu-west-1', 'us-east-1')),
      'InvalidSignatureException',
    ],
    [
      'is signed for another service',
      () => withAuthorization((authorization) => authorization.replace('/swf/', '/s3/')),
      'InvalidSignatureException',
    ],
    [
      'was meant for another operation',
      () => ({ ...signedHeaders(), 'x-amz-target': 'SimpleWorkflowService.RegisterDomain' }),
      'InvalidSignatureException',
    ],
  ])('is refused if it %s', async (_, headers, type) => {
    const answer = await exchange(service.endpoint, { headers: headers(), body });
    expect([answer.status, JSON.parse(answer.body).__type]).toEqual([400, `com.amazon.coral.service#${type}`]);
  });

  it.each([
    [-900_000, 200],
    [-900_001, 400],
    [900_000, 200],
    [900_001, 400],
  ])('is accepted if signed within 15 minutes: at %i ms from now, it is answered with %i', async (skew, status) => {
    const signedAt = Date.UTC(2026, 1, 28, 23, 59, 58);
    vi.useFakeTimers({ toFake: ['Date'], now: signedAt - skew });
    onTestFinished(() => void vi.useRealTimers());
    const headers = signedHeaders({ 'X-Amz-Date': '20260228T235958Z' });
    expect((await exchange(service.endpoint, { headers, body })).status).toBe(status);
  });

  it('is refused if its body was changed, even with a header that matches the original', async () => {
    const changed = body.replace('REGISTERED', 'DEPRECATED');
    const hash = '1'.repeat(64);
    for (const headers of [signedHeaders(), signedHeaders({ 'x-amz-content-sha256': hash })]) {
      const answer = await exchange(service.endpoint, {
        headers: { ...headers, 'content-length': String(changed.length) },
        body: changed,
      });
      expect(JSON.parse(answer.body).__type).toBe('com.amazon.coral.service#InvalidSignatureException');
    }
  });

  it('need not be signed for GET /health', async () => {
    expect((await exchange(service.endpoint, { method: 'GET', path: '/health' })).status).toBe(200);
  });
});
