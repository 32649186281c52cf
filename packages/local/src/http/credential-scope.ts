/** Where and with which key a request claims to be signed. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** The day, as `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

const CREDENTIAL =
  /^AWS4-HMAC-SHA256 .*?\bCredential=(?<accessKeyId>[^/,\s]+)\/(?<date>\d{8})\/(?<region>[\w-]{1,64})\/(?<service>[\w-]+)\/aws4_request\b/;

/** Returns the scope that an `Authorization` header names; undefined if it is no Signature Version 4. */
export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  return CREDENTIAL.exec(authorization ?? '')?.groups as CredentialScope | undefined;
}
