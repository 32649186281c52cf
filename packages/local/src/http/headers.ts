const REGION = String.raw`[\w-]{1,64}`;

/** What a request claims to be signed with: the access key, date, region and service. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** The day, as `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

const CREDENTIAL = new RegExp(
  String.raw`^AWS4-HMAC-SHA256 .*?\bCredential=(?<accessKeyId>[^/,\s]+)/(?<date>\d{8})/(?<region>${REGION})/(?<service>[\w-]+)/aws4_request\b`,
);

const WHOLE_REGION = new RegExp(`^${REGION}$`);

/** What {@link isRegion} requires, for messages. */
export const REGION_RULE = '1 to 64 letters, digits, hyphens and underscores';

/** Returns whether requests can be signed for a region. */
export function isRegion(value: unknown): value is string {
  return typeof value === 'string' && WHOLE_REGION.test(value);
}

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
