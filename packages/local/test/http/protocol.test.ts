import { type LocalServer, startLocalService } from '@swf/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, prepare, start, TASK_LIST } from '../actors.js';
import { call, exchange } from './exchange.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LIST_DOMAINS = 'SimpleWorkflowService.ListDomains';
const REGISTERED = '{"registrationStatus":"REGISTERED"}';

let service: LocalServer;
beforeAll(async () => {
  service = await startLocalService();
  await call(service.endpoint, 'RegisterDomain', { name: 'orders', workflowExecutionRetentionPeriodInDays: '1' });
});
afterAll(() => service.close());

it('a fault without a message has no message in its body', async () => {
  await using own = await startLocalService({ faults: [{ fault: 'LimitExceededFault', message: '' }] });
  const { status, body } = await call(own.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' });
  expect(status).toBe(400);
  expect(Object.keys(JSON.parse(body))).toEqual(['__type']);
});

it('an answer keeps its connection open, unless the service is closing', async () => {
  await using own = await startLocalService();
  const keepAlive = { connection: 'keep-alive' };
  await call(own.endpoint, 'RegisterDomain', { name: 'd', workflowExecutionRetentionPeriodInDays: '1' });
  const poll = call(own.endpoint, 'PollForDecisionTask', { domain: 'd', taskList: { name: 'l' } }, keepAlive);
  await expect.poll(() => own.pollers()).toHaveLength(1);
  const { headers } = await call(own.endpoint, 'DescribeDomain', { name: 'd' }, keepAlive);
  expect(headers.connection).toBe('keep-alive');
  await own.close();
  expect((await poll).headers.connection).toBe('close');
});

describe('an answer', () => {
  it('to an operation without output has an empty body, a content type and a request id', async () => {
    const answer = await call(service.endpoint, 'DeprecateDomain', { name: 'orders' });
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(answer.headers).toMatchObject({ 'content-length': '0', 'content-type': 'application/x-amz-json-1.0' });
    expect(answer.headers['x-amzn-requestid']).toMatch(UUID);
    // Only an empty poll has the one that says how long it waited.
    expect(Object.keys(answer.headers)).not.toContain('x-amz-id-2');
    await call(service.endpoint, 'UndeprecateDomain', { name: 'orders' });
  });

  it('with a task leaves out what the task does not have', async () => {
    await using own = await startLocalService();
    const client = own.client();
    await prepare(client);
    await start(client, 'order-1');
    const poll = { domain: DOMAIN, taskList: TASK_LIST };
    const { body: decisionTask } = await call(own.endpoint, 'PollForDecisionTask', poll);
    const scheduleActivityTaskDecisionAttributes = { activityType: ACTIVITY_TYPE, activityId: 'charge' };
    await call(own.endpoint, 'RespondDecisionTaskCompleted', {
      taskToken: JSON.parse(decisionTask).taskToken,
      decisions: [{ decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes }],
    });
    const { body: activityTask } = await call(own.endpoint, 'PollForActivityTask', poll);
    expect(JSON.parse(activityTask)).toMatchObject({ activityId: 'charge' });
    for (const body of [decisionTask, activityTask]) expect(body).not.toContain('null');
  });

  it('has a request id of its own', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(
        async () => (await call(service.endpoint, 'DescribeDomain', { name: 'orders' })).headers['x-amzn-requestid'],
      ),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it("to a failed request has the fault's status, namespace and message", async () => {
    const answer = await call(service.endpoint, 'DescribeDomain', { name: 'nope' });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      __type: 'com.amazonaws.swf.base.model#UnknownResourceFault',
      message: 'Unknown domain: nope',
    });
    expect(answer.headers['x-amzn-requestid']).toMatch(UUID);
  });

  it.each([
    ['SimpleWorkflowService.ListDomains'],
    ['com.amazonaws.swf.service.model.SimpleWorkflowService.ListDomains'],
    ['SimpleWorkflowService_20120125.ListDomains'],
  ])('is returned for the target %s', async (target) => {
    const answer = await exchange(service.endpoint, { headers: { 'x-amz-target': target }, body: REGISTERED });
    expect(JSON.parse(answer.body)).toMatchObject({ domainInfos: [{ name: 'orders' }] });
  });

  it.each([
    ['application/x-amz-json-1.0', {}, 'application/x-amz-json-1.0'],
    ['application/json; charset=UTF-8', { 'content-encoding': 'amz-1.0' }, 'application/json'],
    ['application/json', {}, 'application/json'],
    ['text/plain', {}, 'application/x-amz-json-1.0'],
  ])('to %s uses the same content type', async (contentType, headers, expected) => {
    const answer = await exchange(service.endpoint, {
      headers: { 'x-amz-target': LIST_DOMAINS, 'content-type': contentType, ...headers },
      body: REGISTERED,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(expected);
  });
});

describe('a request is refused', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['without a target', {}],
    ['for an unknown operation', { 'x-amz-target': 'SimpleWorkflowService.DropDomain' }],
    ['for the operation alone', { 'x-amz-target': 'ListDomains' }],
    ['for what every object has', { 'x-amz-target': 'SimpleWorkflowService.constructor' }],
  ])('%s', async (_, headers) => {
    const answer = await exchange(service.endpoint, { headers, body: REGISTERED });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      __type: 'com.amazon.coral.service#UnknownOperationException',
      message: `Unknown operation: "${headers['x-amz-target'] ?? ''}"`,
    });
    expect(answer.headers['x-amzn-requestid']).toMatch(UUID);
  });

  it.each([
    ['GET', '/'],
    ['POST', '/2012-01-25/'],
    ['PUT', '/'],
    ['OPTIONS', '/'],
    ['POST', '/health'],
  ])('by %s to %s', async (method, path) => {
    const body = method === 'POST' ? REGISTERED : '';
    const answer = await exchange(service.endpoint, {
      method,
      path,
      headers: { 'x-amz-target': LIST_DOMAINS },
      body,
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'com.amazon.coral.service#UnknownOperationException' });
  });

  it.each([
    ['that is no JSON', '{"registrationStatus":'],
    ['that is empty', ''],
    ['of the wrong type', '{"registrationStatus":1}'],
    ['that nests without end', '{"a":'.repeat(150_000)],
  ])('with a body %s', async (_, body) => {
    const answer = await exchange(service.endpoint, { headers: { 'x-amz-target': LIST_DOMAINS }, body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'com.amazon.coral.service#SerializationException' });
  });
});

describe('a body', () => {
  const ofSize = (bytes: number) => {
    const [before, after] = ['{"registrationStatus":"REGISTERED","padding":"', '"}'];
    return `${before}${'x'.repeat(bytes - before.length - after.length)}${after}`;
  };

  describe.each([
    ['whose length is declared', {}],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('%s', (_, headers) => {
    const send = (body: string) =>
      exchange(service.endpoint, { headers: { 'x-amz-target': LIST_DOMAINS, ...headers }, body });

    it('of 1 MB is accepted', async () => {
      expect((await send(ofSize(1_048_576))).status).toBe(200);
    });

    it.each([1_048_577, 16 * 1_048_576])('of %i bytes is refused', async (bytes) => {
      const answer = await send(ofSize(bytes));
      expect(answer.status).toBe(413);
      expect(JSON.parse(answer.body)).toEqual({
        __type: 'com.amazon.coral.service#RequestEntityTooLargeException',
        message: 'A request must not exceed 1048576 bytes',
      });
    });
  });

  it.each([16 * 1_048_576 + 1, 40_000_000])('of %i bytes is cut off, lest it never ends', async (bytes) => {
    const endless = exchange(service.endpoint, { headers: { 'x-amz-target': LIST_DOMAINS }, body: ofSize(bytes) });
    await expect(endless).rejects.toThrow();
    expect((await exchange(service.endpoint, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  it('keeps every character', async () => {
    const description = 'Größe 名前 🧭 \u0000 \u2028 "\\';
    await call(service.endpoint, 'RegisterDomain', {
      name: 'text',
      description,
      workflowExecutionRetentionPeriodInDays: '1',
    });
    const { body } = await call(service.endpoint, 'DescribeDomain', { name: 'text' });
    expect(JSON.parse(body)).toMatchObject({ domainInfo: { description } });
  });
});

it('GET /health answers 200', async () => {
  const answer = await exchange(service.endpoint, { method: 'GET', path: '/health' });
  expect(answer).toMatchObject({ status: 200, body: '{"status":"ok","service":"swf-local"}' });
  expect(await exchange(service.endpoint, { method: 'HEAD', path: '/health' })).toMatchObject({
    status: 200,
    body: '',
  });
});

it('concurrent requests each get their own answer', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `domain-${index % 40}`);
  const answers = await Promise.all(
    names.map(async (name) => [name, JSON.parse((await call(service.endpoint, 'DescribeDomain', { name })).body)]),
  );
  for (const [name, answer] of answers) expect(answer).toMatchObject({ message: `Unknown domain: ${name}` });
});
