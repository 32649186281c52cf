import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Fault } from '../api/fault.js';
import { credentialScope } from './headers.js';

const LARGEST_CLOCK_SKEW_IN_MILLISECONDS = 15 * 60_000;
const MUST_BE_SIGNED = ['host', 'x-amz-date'];
const MUST_BE_SIGNED_IF_SENT = 'x-amz-target';
const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=[^,]+, ?SignedHeaders=([^,]+), ?Signature=[0-9a-f]{64}$/;

/** The key pair that requests must be signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Checks the signatures of requests; both methods throw the fault that AWS returns. */
export interface SignatureCheck {
  /** Checks what does not depend on the body: the access key, the scope and the date. */
  claim(headers: IncomingHttpHeaders): void;
  /** Checks the signature itself. */
  signature(request: IncomingMessage, body: Uint8Array): void;
}

/** Returns a check of Signature Version 4, for any region. */
export async function signatureCheck(credentials: Credentials): Promise<SignatureCheck> {
  // Loaded on demand: most local services check no signatures.
  const { default: aws4 } = await import('aws4');
  return {
    claim(headers) {
      readClaim(headers, credentials.accessKeyId);
    },
    signature(request, body) {
      const { headers, method = 'POST', url = '/' } = request;
      const { region, signedHeaders } = readClaim(headers, credentials.accessKeyId);
      checkHash(headers['x-amz-content-sha256'], body);
      const signed = {
        service: 'swf',
        region,
        method,
        path: url,
        headers: Object.fromEntries(signedHeaders.map((name) => [name, headerValue(headers, name)])),
        body: Buffer.from(body),
        extraHeadersToInclude: Object.fromEntries(signedHeaders.map((name) => [name, true])),
        // aws4 signs these by default.
        extraHeadersToIgnore: { 'content-type': true, 'content-length': true },
      };
      const expected = aws4.sign(signed, credentials);
      if (!sameText(signatureOf(expected.headers?.['Authorization']), signatureOf(headers.authorization))) {
        throw new Fault(
          'InvalidSignatureException',
          'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
        );
      }
    },
  };
}

/**
 * Returns the region and the signed headers of a request.
 *
 * @throws {@link Fault} if it does not claim to be signed with this access key, for SWF, now.
 */
function readClaim(
  headers: IncomingHttpHeaders,
  accessKeyId: string,
): { readonly region: string; readonly signedHeaders: readonly string[] } {
  const { authorization } = headers;
  if (!authorization) throw new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [, names] = AUTHORIZATION.exec(authorization) ?? [];
  const scope = credentialScope(authorization);
  if (!names || !scope) {
    throw new Fault('IncompleteSignatureException', 'The Authorization header is not a Signature Version 4');
  }
  if (scope.accessKeyId !== accessKeyId) {
    throw new Fault('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (scope.service !== 'swf') {
    throw new Fault(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: 'swf', not '${scope.service}'.`,
    );
  }
  const signedHeaders = names.split(';');
  const mustBeSigned = headers[MUST_BE_SIGNED_IF_SENT] ? [...MUST_BE_SIGNED, MUST_BE_SIGNED_IF_SENT] : MUST_BE_SIGNED;
  const unsigned = mustBeSigned.find((name) => !signedHeaders.includes(name));
  if (unsigned) throw new Fault('IncompleteSignatureException', `The header ${unsigned} must be signed`);
  checkDate(headers['x-amz-date'], scope.date);
  return { region: scope.region, signedHeaders };
}

function checkDate(header: string | string[] | undefined, scopeDate: string): void {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(header)) ?? [];
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  const signedAt = Date.UTC(year, month - 1, ...rest);
  // Clients sign with the machine's clock, not the service's.
  if (!(Math.abs(Date.now() - signedAt) <= LARGEST_CLOCK_SKEW_IN_MILLISECONDS)) {
    throw new Fault(
      'InvalidSignatureException',
      `Signature expired: ${String(header)} is not within 15 minutes of now`,
    );
  }
  const date = String(header).slice(0, 8);
  if (date !== scopeDate) {
    throw new Fault(
      'InvalidSignatureException',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${date}', from '${String(header)}'.`,
    );
  }
}

/** Checks `x-amz-content-sha256`: if it is sent, the signature covers it instead of the body. */
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
