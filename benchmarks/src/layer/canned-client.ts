import { SWFClient } from '@aws-sdk/client-swf';

/** Creates a real SDK client whose requests are answered from memory with this body. */
export function cannedClient(body: object): SWFClient {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'benchmark' };
  return new SWFClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      handle: async () => ({ response: { statusCode: 200, headers, body: Buffer.from(text) } }),
    },
  });
}
