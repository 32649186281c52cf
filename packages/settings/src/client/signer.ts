import type { SWFClient } from '@aws-sdk/client-swf';

type Config = SWFClient['config'];
type Signer = ReturnType<Config['signer']>;

/**
 * Keeps the signer of a client, which the SDK creates anew for each request.
 *
 * It takes its credentials from the client, which renews them before they expire. Another signer is
 * made for another region, and when a program gives the client other credentials.
 */
export function keepSigner({ config }: SWFClient): void {
  const { signer: make } = config;
  let kept:
    | { readonly credentials: Config['credentials']; readonly scope: string; readonly signer: Signer }
    | undefined;
  config.signer = (authScheme) => {
    const { credentials } = config;
    const scope = authScheme ? `${authScheme.signingRegion}/${authScheme.signingName}` : '';
    if (kept?.credentials !== credentials || kept.scope !== scope) {
      const signer = make(authScheme);
      signer.catch(() => {
        kept = undefined;
      });
      kept = { credentials, scope, signer };
    }
    return kept.signer;
  };
}
