import { createLocalService, VirtualClock } from '../../../src/index.js';
import type { Subject, SubjectOptions, WireRequest, WireResponse } from '../subject.js';

/** A service without a socket, in memory or on a file. */
export function inProcess(options: SubjectOptions & { readonly data?: string } = {}): Subject {
  const service = createLocalService({ ...options, clock: new VirtualClock() });
  const exchange = async ({ target, body, headers }: WireRequest): Promise<WireResponse> => {
    const { response } = await service.requestHandler.handle({
      headers: { 'content-type': 'application/x-amz-json-1.0', ...headers, 'x-amz-target': target },
      body,
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: Buffer.from(response.body).toString(),
    };
  };
  return { client: service.client(), clock: service.clock, exchange, close: () => service.close() };
}
