/** What a request claims to be signed with: the access key, date, region and service. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** The day, as `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

const CREDENTIAL =
  /^AWS4-HMAC-SHA256 .*?\bCredential=(?<accessKeyId>[^/,\s]+)\/(?<date>\d{8})\/(?<region>[\w-]{1,64})\/(?<service>[\w-]+)\/aws4_request\b/;

/** Returns the scope in an `Authorization` header; undefined if it is not Signature Version 4. */
export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  return CREDENTIAL.exec(authorization ?? '')?.groups as CredentialScope | undefined;
}

/**
 * Returns the content type of an answer, which follows that of the request: old clients send
 * `application/json`, with `amz-1.0` as a content encoding that does not compress anything.
 */
export function answerContentType(requested: string | undefined): string {
  return requested && /^application\/json\b/i.test(requested) ? 'application/json' : 'application/x-amz-json-1.0';
}
