/** Whose credentials a request was signed with, and for which service and Region. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * Reads it from the header of Signature Version 4, or from the query string of a presigned URL. The signature itself is
 * not checked: whoever reaches the stand-in may be whom they say.
 */
export function parseScope(authorization: string, presigned: string | null): CredentialScope | null {
  const credential = presigned ?? /Credential=([^,\s]+)/.exec(authorization)?.[1];
  const [accessKeyId, , region, service] = credential?.split("/") ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : null;
}
