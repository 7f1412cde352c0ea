import type { Caller, Context } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Session, Sessions } from "./sessions.ts";
import { queryAnswer, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

/** GitHub's own. Source: docs.github.com/actions/concepts/security/openid-connect */
const githubOidcHost = "token.actions.githubusercontent.com";
const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

export interface StsProps {
  readonly cloud: Cloud;
  readonly sessions: Sessions;
  /** Hosts of the identity providers that an account trusts. */
  readonly identityProvidersOf: (accountId: string) => Promise<readonly string[]>;
}

/** AWS STS: who somebody is, and how they become a role. */
export class StsService {
  readonly #cloud: Cloud;
  readonly #sessions: Sessions;
  readonly #identityProvidersOf: StsProps["identityProvidersOf"];

  constructor({ cloud, sessions, identityProvidersOf }: StsProps) {
    this.#cloud = cloud;
    this.#sessions = sessions;
    this.#identityProvidersOf = identityProvidersOf;
  }

  /** @throws AwsError for whoever may not, and for operations that are not modelled */
  async answer(session: Session | null, operation: string, { form }: WireRequest): Promise<WireAnswer> {
    if (operation === "AssumeRoleWithWebIdentity") return this.#assumeWithToken(form);
    if (!session) throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    if (operation === "GetCallerIdentity") return queryAnswer(namespace, operation, identityOf(session));
    if (operation === "AssumeRole") return this.#assume(session.caller, form);
    throw new AwsError("InvalidAction", `${operation} is not part of the emulated STS`);
  }

  async #assume(caller: Caller, form: URLSearchParams): Promise<WireAnswer> {
    const { roleArn, sessionName } = requested(form);
    // of a session, MFA is what was shown when it began
    const mfa: Context = form.has("TokenCode") ? { "aws:MultiFactorAuthPresent": "true" } : {};
    const context = { "sts:RoleSessionName": sessionName, ...mfa };
    await this.#require(caller, "sts:AssumeRole", roleArn, context);
    return this.#issue("AssumeRole", roleArn, sessionName, mfa, {});
  }

  async #assumeWithToken(form: URLSearchParams): Promise<WireAnswer> {
    const { roleArn, accountId, sessionName } = requested(form);
    const claims = claimsOf(form.get("WebIdentityToken") ?? "");
    const { iss, sub = "", aud = "" } = claims;
    const host = iss?.replace(/^https:\/\//, "") ?? "";
    if (!(await this.#identityProvidersOf(accountId)).includes(host)) {
      throw new AwsError("InvalidIdentityToken", `No OpenIDConnect provider found in your account for ${iss}`);
    }
    const context = { [`${host}:sub`]: sub, [`${host}:aud`]: aud, ...furtherClaims(host, claims) };
    const federated = { arn: `arn:aws:iam::${accountId}:oidc-provider/${host}`, accountId };
    await this.#require(federated, "sts:AssumeRoleWithWebIdentity", roleArn, context);
    const about = { SubjectFromWebIdentityToken: sub, Audience: aud, Provider: federated.arn };
    return this.#issue("AssumeRoleWithWebIdentity", roleArn, sessionName, {}, about);
  }

  /** @throws AwsError `AccessDenied`, whether there is no such role or it does not let the caller in, as AWS does */
  async #require(caller: Caller, action: string, roleArn: string, context: Context): Promise<void> {
    const role = this.#cloud.iam.role(roleArn);
    if (!role) {
      const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn} (there is no such role)`;
      throw new AwsError("AccessDeniedException", message, 403);
    }
    const policy = { name: `trust of ${role.name}`, document: role.trust };
    const target = { arn: role.arn, accountId: role.accountId, policy, context: tagsContext(role.tags) };
    await this.#cloud.access.require(caller, action, target, context);
  }

  #issue(operation: string, roleArn: string, sessionName: string, context: Context, about: object): WireAnswer {
    const caller = { arn: roleArn, accountId: roleArn.split(":")[4] ?? "", context };
    const { accessKeyId, secretAccessKey, sessionToken } = this.#sessions.issue(caller, sessionName);
    return queryAnswer(namespace, operation, {
      AssumedRoleUser: {
        AssumedRoleId: `AROA${digits(roleArn)}:${sessionName}`,
        Arn: sessionArn(caller, sessionName),
      },
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        // clients compare it with the time of their own machine, not with the simulated one
        Expiration: new Date(Date.now() + 3_600_000),
      },
      ...about,
    });
  }
}

function requested(form: URLSearchParams) {
  const [roleArn, sessionName] = [form.get("RoleArn") ?? "", form.get("RoleSessionName") ?? ""];
  const accountId = /^arn:aws:iam::(\d{12}):role\/.+$/.exec(roleArn)?.[1];
  if (accountId === undefined) throw new AwsError("ValidationError", `${roleArn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw new AwsError("ValidationError", `got the session name ${sessionName}; use 2 to 64 of [\\w+=,.@-]`);
  }
  return { roleArn, accountId, sessionName };
}

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly [claim: string]: unknown;
}

/**
 * Of GitHub's tokens, IAM hands these on as well.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const githubClaims = [
  ...["actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref", "ref"],
  ...["repository", "repository_id", "repository_owner_id", "workflow"],
];

function furtherClaims(host: string, claims: Claims): Context {
  if (host !== githubOidcHost) return {};
  return Object.fromEntries(
    githubClaims.flatMap((name) => {
      const value = claims[name];
      return typeof value === "string" ? [[`${host}:${name}`, value]] : [];
    }),
  );
}

/** What a token says. Nobody checks who signed it. @throws AwsError */
function claimsOf(token: string): Claims {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null) return claims as Claims;
  } catch {
    // refused below
  }
  throw new AwsError("InvalidIdentityToken", "The web identity token that was passed could not be validated.");
}

function identityOf({ caller, sessionName }: Session) {
  const { arn, accountId } = caller;
  if (arn.endsWith(":root")) return { Arn: arn, UserId: accountId, Account: accountId };
  if (arn.includes(":user/")) return { Arn: arn, UserId: `AIDA${digits(arn)}`, Account: accountId };
  const name = sessionName ?? "session";
  return { Arn: sessionArn(caller, name), UserId: `AROA${digits(arn)}:${name}`, Account: accountId };
}

const sessionArn = ({ arn, accountId }: Caller, sessionName: string) =>
  `arn:aws:sts::${accountId}:assumed-role/${arn.split("/").at(-1)}/${sessionName}`;

const tagsContext = (tags: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));

/** Sixteen characters that are the same for the same ARN. */
function digits(arn: string): string {
  const sum = [...arn].reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) % 2 ** 40, 7);
  return sum.toString(36).toUpperCase().padStart(16, "0");
}
