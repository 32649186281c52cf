import type { SWFClient, SWFClientConfig } from '@aws-sdk/client-swf';
import type { LocalService } from '@swf/local';
import { lean } from '@swf/settings/lean';

/** Returns a client of the service; with `LEAN=1`, a lean one. */
export function clientOf(service: LocalService, config?: SWFClientConfig): SWFClient {
  const client = service.client(config);
  return process.env['LEAN'] ? lean(client) : client;
}
