import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answering, SWF_HEADERS, testServer } from '../support/http-server.js';

const server = testServer();
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const instrumentation = new AwsInstrumentation();

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  instrumentation.setTracerProvider(provider);
  instrumentation.enable();
});

afterAll(async () => {
  instrumentation.disable();
  trace.disable();
  context.disable();
  await provider.shutdown();
});

// OpenTelemetry patches the SDK when it is loaded, after this.
async function load() {
  const [{ DescribeDomainCommand, SWFClient }, { connect }, { lean }] = await Promise.all([
    import('@aws-sdk/client-swf'),
    import('@swf/settings'),
    import('@swf/settings/lean'),
  ]);
  const open = (region: string) => lean(connect({ region, endpoint: server.endpoint, ...KEYS }));
  return { open, SWFClient, DescribeDomainCommand };
}

describe('OpenTelemetry’s instrumentation of the SDK', () => {
  it('sees lean requests and their failures', async () => {
    const { open, DescribeDomainCommand } = await load();
    const client = open('region-1');
    server.respond = answering(INFO);
    for (let learned = 0; learned < 2; learned++) await client.send(new DescribeDomainCommand({ name: 'orders' }));
    exporter.reset();
    const signer = vi.spyOn(client.config, 'signer');
    await client.send(new DescribeDomainCommand({ name: 'orders' }));
    server.respond = (response) =>
      response
        .writeHead(400, SWF_HEADERS)
        .end('{"__type":"x#UnknownResourceFault","message":"Unknown domain: orders"}');
    await client.send(new DescribeDomainCommand({ name: 'orders' })).catch(() => {});
    const spans = exporter.getFinishedSpans().map(({ name, attributes, status }) => ({
      name,
      ...{ method: attributes['rpc.method'], region: attributes['cloud.region'] },
      ...{ requestId: attributes['aws.request.id'], message: status.message },
    }));

    const expected = { name: 'SWF.DescribeDomain', method: 'DescribeDomain', region: 'region-1' };
    expect(spans).toEqual([
      { ...expected, requestId: 'request-1', message: undefined },
      { ...expected, requestId: undefined, message: 'Unknown domain: orders' },
    ]);
    expect(signer).not.toHaveBeenCalled();
  });
});

describe('aws-sdk-client-mock', () => {
  it('answers in place of a lean client, mocked alone or with its class', async () => {
    const { open, SWFClient, DescribeDomainCommand } = await load();
    const { mockClient } = await import('aws-sdk-client-mock');
    const client = open('region-2');
    const { signal } = new AbortController();
    for (const mocked of [client, SWFClient]) {
      const mock = mockClient(mocked as typeof client);
      mock.on(DescribeDomainCommand, { name: 'orders' }).resolves(INFO as never);
      expect(await client.send(new DescribeDomainCommand({ name: 'orders' }))).toBe(INFO);
      expect(await client.send(new DescribeDomainCommand({ name: 'orders' }), { abortSignal: signal })).toBe(INFO);
      expect(mock.commandCalls(DescribeDomainCommand, { name: 'orders' })).toHaveLength(2);
      mock.restore();
    }
    server.respond = answering(INFO);

    expect(await client.send(new DescribeDomainCommand({ name: 'orders' }))).toMatchObject(INFO);
  });
});
