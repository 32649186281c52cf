import { startLocalService, VirtualClock } from '@swf/local';
import type { Subject, SubjectOptions, WireRequest, WireResponse } from '../subject.js';

/** A service behind a socket of this machine. */
export async function overHttp(options: SubjectOptions = {}): Promise<Subject> {
  const service = await startLocalService({ ...options, clock: new VirtualClock() });
  const exchange = async ({ target, body, headers }: WireRequest): Promise<WireResponse> => {
    const response = await fetch(service.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', ...headers, 'x-amz-target': target },
      body,
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
  return { client: service.client(), clock: service.clock, exchange, close: () => service.close() };
}
