import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Fault } from '../api/fault.js';

const LARGEST_CLOCK_SKEW_IN_MILLISECONDS = 15 * 60_000;
const MUST_BE_SIGNED = ['host', 'x-amz-date', 'x-amz-target'];
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** The keys that requests must be signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Throws the fault that AWS answers where a request is not signed as it must be. */
export type SignatureCheck = (request: IncomingMessage, body: Uint8Array) => void;

/** A check of requests signed with Signature Version 4. */
export async function signatureCheck(credentials: Credentials, region: string): Promise<SignatureCheck> {
  // Loaded only where it is wanted: most services of this kind do without.
  const { default: aws4 } = await import('aws4');
  return (request, body) => {
    const { headers, method = 'POST', url = '/' } = request;
    const signedHeaders = checkScope(headers.authorization, credentials.accessKeyId, region);
    checkDate(headers['x-amz-date']);
    checkHash(headers['x-amz-content-sha256'], body);
    const signed = {
      service: 'swf',
      region,
      method,
      path: url,
      headers: Object.fromEntries(signedHeaders.map((name) => [name, headerValue(headers, name)])),
      body: Buffer.from(body),
      extraHeadersToInclude: Object.fromEntries(signedHeaders.map((name) => [name, true])),
      // What aws4 would add of its own accord.
      extraHeadersToIgnore: { 'content-type': true, 'content-length': true },
    };
    const expected = aws4.sign(signed, credentials);
    if (!sameText(signatureOf(expected.headers?.['Authorization']), signatureOf(headers.authorization))) {
      throw new Fault(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      );
    }
  };
}

/** The names of the signed headers, if the request claims to be signed with the right key for the right place. */
function checkScope(authorization: string | undefined, accessKeyId: string, region: string): readonly string[] {
  if (!authorization) throw new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [, key, scopeRegion, service, names] = AUTHORIZATION.exec(authorization) ?? [];
  if (!names) throw new Fault('IncompleteSignatureException', 'The Authorization header is not a Signature Version 4');
  if (key !== accessKeyId) {
    throw new Fault('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (scopeRegion !== region || service !== 'swf') {
    throw new Fault(
      'InvalidSignatureException',
      `Credential should be scoped to 'swf' in '${region}', not to '${service}' in '${scopeRegion}'.`,
    );
  }
  const signedHeaders = names.split(';');
  const unsigned = MUST_BE_SIGNED.find((name) => !signedHeaders.includes(name));
  if (unsigned) throw new Fault('IncompleteSignatureException', `The header ${unsigned} must be signed`);
  return signedHeaders;
}

function checkDate(header: string | string[] | undefined): void {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(header)) ?? [];
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  const signedAt = Date.UTC(year, month - 1, ...rest);
  // A client signs by its own machine's clock, whatever the time is in the service.
  if (Math.abs(Date.now() - signedAt) > LARGEST_CLOCK_SKEW_IN_MILLISECONDS) {
    throw new Fault(
      'InvalidSignatureException',
      `Signature expired: ${String(header)} is not within 15 minutes of now`,
    );
  }
}

/** Where this header is there, the signature covers it and not the body itself. */
function checkHash(header: string | string[] | undefined, body: Uint8Array): void {
  if (header !== undefined && header !== createHash('sha256').update(body).digest('hex')) {
    throw new Fault('InvalidSignatureException', 'The header x-amz-content-sha256 does not fit the body');
  }
}

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  return [headers[name] ?? ''].flat().join(',');
}

function signatureOf(authorization: unknown): string {
  return String(authorization).slice(-64);
}

function sameText(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
