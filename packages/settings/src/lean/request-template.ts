import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import aws4 from 'aws4';
import type { HandlerRequest } from '../client/http-handler.js';

/** What differs from one request of an operation to the next. */
export interface RequestParts {
  readonly body: string | Uint8Array;
  readonly credentials: aws4.Credentials;
  /** The instant of the signature, in milliseconds. */
  readonly time: number;
  /** The same for all attempts. Default: a new one. */
  readonly invocationId?: string | undefined;
  /** For example `attempt=2; max=3`. Default: as in the example. */
  readonly attempt?: string | undefined;
}

// These headers differ from one request to the next, all others stay the same.
const VARYING = [
  'amz-sdk-invocation-id',
  'authorization',
  'content-length',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
];

const SCOPE = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request,/;

/** Builds the requests of an operation like an example, which the SDK has built and signed. */
export class RequestTemplate {
  readonly #example: HandlerRequest;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #accessKeyId: string;
  readonly #region: string;
  readonly #service: string;
  #second = Number.NaN;
  #date = '';

  constructor(example: HandlerRequest) {
    this.#example = { ...example, headers: lowerCased(example.headers) };
    const { headers } = this.#example;
    this.#headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !VARYING.includes(name)));
    const [, accessKeyId = '', region = '', service = ''] = SCOPE.exec(headers['authorization'] ?? '') ?? [];
    this.#accessKeyId = accessKeyId;
    this.#region = region;
    this.#service = service;
  }

  /** Checks whether the example was signed with these credentials. */
  isSignedBy({ accessKeyId }: aws4.Credentials): boolean {
    return accessKeyId === this.#accessKeyId;
  }

  /** Checks whether {@link build} reproduces the example from its own parts. */
  isReproducible(body: RequestParts['body'], credentials: aws4.Credentials): boolean {
    const { headers, body: expected = '' } = this.#example;
    const time = Date.parse(String(headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
    if (Number.isNaN(time)) return false;
    const built = this.build({ body, credentials, time, invocationId: headers['amz-sdk-invocation-id'] });
    return (
      isDeepStrictEqual(lowerCased(built.headers), headers) && Buffer.from(toBytes(expected)).equals(toBytes(body))
    );
  }

  /** Returns the signed request. */
  build({ body, credentials, time, invocationId = crypto.randomUUID(), attempt }: RequestParts): HandlerRequest {
    const headers: Record<string, string> = {
      ...this.#headers,
      'amz-sdk-invocation-id': invocationId,
      'content-length': String(Buffer.byteLength(body)),
      'x-amz-content-sha256': hash('sha256', body),
      'x-amz-date': this.#dateOf(time),
    };
    if (attempt !== undefined) headers['amz-sdk-request'] = attempt;
    if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
    const { method, path } = this.#example;
    const signed = aws4.sign({ method, path, headers, service: this.#service, region: this.#region }, credentials);
    return { ...this.#example, headers: signed.headers as Record<string, string>, body };
  }

  /** Returns the second of an instant as signatures have it; busy clients sign many in one second. */
  #dateOf(time: number): string {
    const second = Math.floor(time / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#date = new Date(second * 1000).toISOString().replace(/[:-]|\.\d{3}/g, '');
    }
    return this.#date;
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function toBytes(body: string | Uint8Array): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
