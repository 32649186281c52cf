import { DescribeDomainCommand, type SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';

export const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
export const DOMAIN = { kind: 'Domain', name: 'orders' };

/** What SWF answers to `describeDomain()`. */
export const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };
export const describeDomain = () => new DescribeDomainCommand({ name: 'orders' });

/** A client of `connect()` that sends each request once, unless the test says otherwise. */
export function connectTo(endpoint: string, maxAttempts = 1): SWFClient {
  return settings.connect({ region: 'eu-west-1', endpoint, maxAttempts, ...KEYS });
}
