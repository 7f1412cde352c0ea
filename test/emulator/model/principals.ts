import type { Caller, Context, NamedDocument, Principals, Question } from "./access.ts";
import { AwsError } from "./aws-error.ts";
import type { Iam } from "./iam.ts";
import type { Organizations } from "./organizations/organizations.ts";
import { isBoundByResourceControl } from "./organizations/resource-control-policy.ts";
import { allowEverything } from "./policy-document.ts";

interface Policies {
  readonly identity: readonly NamedDocument[];
  readonly boundary: NamedDocument | null;
}

/** Principals as IAM and the organization know them at the moment of a request. */
export class CloudPrincipals implements Principals {
  readonly #iam: Iam;
  readonly #organizations: Organizations;

  constructor(iam: Iam, organizations: Organizations) {
    this.#iam = iam;
    this.#organizations = organizations;
  }

  /** @throws AwsError `InvalidClientTokenId` when there is no such principal, or its account is closed */
  policiesOf({ arn, accountId }: Caller): Policies {
    // a closed account "can no longer be used for any AWS activity":
    // docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html
    if (!this.#organizations.knows(accountId) || this.#organizations.stateOf(accountId) !== "ACTIVE") {
      throw invalidToken(`${accountId} is no account in use`);
    }
    if (arn.endsWith(`:iam::${accountId}:root`)) {
      return { identity: [{ name: "root user", document: allowEverything }], boundary: null };
    }
    // who comes with a token of an identity provider has no policies: the trust of the role decides alone
    if (arn.startsWith(`arn:aws:iam::${accountId}:oidc-provider/`)) return { identity: [], boundary: null };
    const role = this.#iam.role(arn);
    const principal = role ?? this.#iam.user(arn);
    if (!principal) throw invalidToken(`${arn} does not exist`);
    const of = arn.split("/").at(-1) ?? arn;
    const inline = [...principal.inline].map(([name, document]) => ({
      name: `inline policy ${name} of ${of}`,
      document,
    }));
    const managed = principal.attachedPolicyArns.map((policyArn) => this.#managed("managed policy", policyArn));
    const boundaryArn = role?.boundaryArn ?? null;
    return {
      identity: [...inline, ...managed],
      boundary: boundaryArn === null ? null : this.#managed("boundary", boundaryArn),
    };
  }

  serviceControlPoliciesOf({ arn, accountId }: Caller): Question["serviceControlPolicies"] {
    // "SCPs don't affect users or roles in the management account", nor "any service-linked role":
    // docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    const isServiceLinked = this.#iam.role(arn)?.path.startsWith("/aws-service-role/") ?? false;
    // nor, as they are no principals of the account, those who come with a token of an identity provider
    const isFederated = arn.includes(":oidc-provider/");
    if (isServiceLinked || isFederated || accountId === this.#organizations.managementAccountId) return [];
    return this.#organizations.serviceControlPolicies(accountId);
  }

  resourceControlPoliciesOn(accountId: string, { arn }: Caller, action: string): readonly NamedDocument[] {
    return isBoundByResourceControl(arn, action) ? this.#organizations.resourceControlPolicies(accountId) : [];
  }

  organizationContext(side: "Principal" | "Resource", accountId: string): Context {
    const organizationId = this.#organizations.organizationIdOf(accountId);
    const path = this.#organizations.pathOf(accountId);
    if (organizationId === null || path === null) return {};
    return { [`aws:${side}OrgID`]: organizationId, [`aws:${side}OrgPaths`]: [path] };
  }

  #managed(kind: string, arn: string): NamedDocument {
    const document = this.#iam.policy(arn);
    if (!document) throw new Error(`got ${arn}, of which there is no document; put it into iam first`);
    return { name: `${kind} ${arn.split("/").at(-1)}`, document };
  }
}

const invalidToken = (why: string) =>
  new AwsError("InvalidClientTokenId", `The security token included in the request is invalid (${why}).`, 403);
