import { createRequire } from 'node:module';
import type { SWFClient, SWFClientConfig } from '@aws-sdk/client-swf';

const PACKAGE = '@aws-sdk/client-swf';

/** An SDK client. The SDK is loaded only here: a service on its own starts without it, and need not have it. */
export function createClient(config: SWFClientConfig): SWFClient {
  const require = createRequire(import.meta.url);
  let sdk: { readonly SWFClient: new (config: SWFClientConfig) => SWFClient };
  try {
    sdk = require(PACKAGE);
  } catch (cause) {
    throw new Error(`client() needs the package ${PACKAGE}: npm install ${PACKAGE}`, { cause });
  }
  return new sdk.SWFClient(config);
}
