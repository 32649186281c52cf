import { createLocalService, VirtualClock } from '@swf/local';
import type { Subject, SubjectOptions, WireRequest, WireResponse } from '../subject.js';

interface InProcessOptions extends SubjectOptions {
  readonly data?: string;
  readonly clock?: VirtualClock;
}

/** A service without a socket, in memory or on a file. */
export function inProcess({ clock = new VirtualClock(), ...options }: InProcessOptions = {}): Subject {
  const service = createLocalService({ ...options, clock });
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
