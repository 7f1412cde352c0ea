import { backupServiceLinkedRole, dutyRole, githubOidcHost, pipelineScopes } from "../../../src/names.ts";
import { text } from "../../emulator/deploy/stack-resources.ts";
import { githubIds } from "../../support/github-ids.ts";
import { list } from "../organization/documents.ts";
import { accountIds, type Organization } from "../organization/organization.ts";
import { outsideAccount, roleArn } from "../organization/people.ts";
import type { Actor, Slot } from "./actor.ts";
import { everything, keyed, keyOf, managedKey, takesRoles } from "./documents.ts";
import { placeOf } from "./place.ts";

export const otherBranch = "a workflow on another branch or tag";
/** What IAM Identity Center ends the names of its roles in. */
export const personsNumber = "0123456789abcdef";
export const strangersWorkflow = "a workflow of somebody else's repository";

/** AWS's roles in an account, by the names that AWS gives them. */
export const stackSetRole = "stacksets-exec-0123456789abcdef0123456789abcdef";
export const organizationRole = "OrganizationAccountAccessRole";

/** Key of the trust of one of AWS's roles in an account. */
export const trustKey = (role: string, accountId: string): string => `trust of ${role}|${accountId}`;

const slot = (id: string, document: string): Slot => ({ id, document });
const fixed = (document: string): Slot => slot(document, document);

/** Every role that is synthesized, AWS's own roles, the people of the duties, GitHub's workflows and those who administer an account. */
export function actorsIn(organization: Organization): readonly Actor[] {
  const accounts = [...accountIds(organization.estate), outsideAccount];
  return [
    ...organization.written.filter(({ kind }) => kind === "trust").map((one) => roleOf(organization, one)),
    ...accounts.flatMap((accountId) => administratorsOf(organization, accountId)),
    ...peopleOf(organization),
    ...workflowsOf(organization),
  ];
}

type Basics = Pick<Actor, "said" | "arn" | "accountId" | "sort">;

function actor({ estate }: Organization, basics: Basics, more: Partial<Actor> = {}): Actor {
  const { accountId, arn } = basics;
  return {
    id: arn,
    place: placeOf(estate, accountId),
    trust: null,
    policies: [],
    boundary: null,
    isGuarded: accountId !== estate.organization.managementAccountId,
    session: {},
    ...basics,
    ...more,
  };
}

function roleOf(organization: Organization, { accountId, of }: Organization["written"][number]): Actor {
  const arn = roleArn(accountId, of);
  const inline = keyed(organization.written).filter(
    ({ one }) => one.kind === "inline policy" && one.accountId === accountId && one.of === of,
  );
  const resources = organization.resources.filter((one) => one.accountId === accountId);
  const attached = resources.filter((one) => one.type === "aws_iam_role_policy_attachment" && text(one, "role") === of);
  const [role] = resources.filter((one) => one.type === "aws_iam_role" && text(one, "name") === of);
  const boundary = role ? text(role, "permissions_boundary") : "";
  return actor(
    organization,
    { said: of, arn, accountId, sort: "role" },
    {
      trust: keyOf({ kind: "trust", accountId, region: "", of }),
      policies: [
        ...inline.map(({ key }) => fixed(key)),
        ...attached.map((one) => {
          const document = managedKey(text(one, "policy_arn"));
          return slot(`${document} attached to ${arn}`, document);
        }),
        ...keyed(organization.written)
          .filter(({ one }) => one.accountId === accountId && one.attachedTo?.includes(of))
          .map(({ key }) => slot(`${key} attached to ${arn}`, key)),
      ],
      boundary: boundary === "" ? null : slot(`boundary of ${arn}`, managedKey(boundary)),
    },
  );
}

/** Whoever may do all that an account's own policies can allow, and the roles that AWS puts into accounts. */
function administratorsOf(organization: Organization, accountId: string): readonly Actor[] {
  const policiesOf = (arn: string) => [slot(`permissions of ${arn}`, everything)];
  const named = (said: string, more: Partial<Actor> = {}) =>
    actor(
      organization,
      { said, arn: roleArn(accountId, said), accountId, sort: "role" },
      { policies: policiesOf(roleArn(accountId, said)), ...more },
    );
  const { managementAccountId } = organization.estate.organization;
  const isMember = accountId !== outsideAccount && accountId !== managementAccountId;
  const rootArn = `arn:aws:iam::${accountId}:root`;
  return [
    named("Administrator"),
    actor(
      organization,
      { said: "root user", arn: rootArn, accountId, sort: "root user" },
      { policies: policiesOf(rootArn) },
    ),
    ...(isMember
      ? [
          named(stackSetRole, { trust: trustKey(stackSetRole, accountId) }),
          // the account that made a member account may take it
          named(organizationRole, { trust: trustKey(organizationRole, accountId) }),
          named(backupServiceLinkedRole, {
            policies: [fixed("AWS's AWSBackupServiceLinkedRolePolicyForBackup")],
            isGuarded: false,
          }),
        ]
      : []),
  ];
}

/** The people who hold the duties: they live in the shared account, as users or signed in by IAM Identity Center. */
function peopleOf(organization: Organization): readonly Actor[] {
  const { duties } = organization.estate;
  return Object.values(duties).flatMap(({ principals, requireMfa }) =>
    principals.map((pattern) => {
      const arn = pattern.replaceAll("*", personsNumber);
      const accountId = arn.split(":")[4] ?? "";
      const said = arn.slice(arn.lastIndexOf("/") + 1).replace(/_[0-9a-f]+$/, "");
      return actor(
        organization,
        { said, arn, accountId, sort: arn.includes(":user/") ? "user" : "role" },
        {
          policies: [slot(`permissions of ${arn}`, takesRoles)],
          session: requireMfa ? { "aws:MultiFactorAuthPresent": "true" } : {},
        },
      );
    }),
  );
}

/** Workflows by the token that GitHub gives them: it takes hub roles, and does nothing else. */
function workflowsOf(organization: Organization): readonly Actor[] {
  const { estate } = organization;
  const { accountId } = estate.shared;
  const main = `refs/heads/${estate.pipeline.branch}`;
  const arn = `arn:aws:iam::${accountId}:oidc-provider/${githubOidcHost}`;
  const token = (said: string, context: string, ref: string, repository = estate.pipeline.repository) =>
    tokenOf(said, `repo:${repository}:${context}`, ref, repository);
  const tokenOf = (said: string, subject: string, ref: string, repository: string) =>
    actor(
      organization,
      { said, arn, accountId, sort: "workflow" },
      {
        id: `${arn} ${subject} ${ref}`,
        session: {
          [`${githubOidcHost}:aud`]: "sts.amazonaws.com",
          [`${githubOidcHost}:sub`]: subject,
          [`${githubOidcHost}:ref`]: ref,
          ...githubIds(estate.pipeline, repository),
        },
      },
    );
  const scopes = pipelineScopes.map(({ scope }) => scope);
  return [
    token("a pull request's workflow", "pull_request", "refs/pull/7/merge"),
    token("a workflow on the deploying branch", `ref:${main}`, main),
    ...scopes.map((scope) => token(`the job that deploys ${scope}`, `environment:${scope}`, main)),
    ...["ref:refs/heads/feature", "ref:refs/tags/v1.0.0", "environment:made-up"].map((context) =>
      token(otherBranch, context, context.startsWith("ref:") ? context.slice(4) : "refs/heads/feature"),
    ),
    // whoever has a repository has branches of these names, and pull requests, and environments
    ...["pull_request", `ref:${main}`, ...scopes.map((scope) => `environment:${scope}`)].map((context) =>
      token(strangersWorkflow, context, main, "somebody/else"),
    ),
    ...strangersSubjects(organization).map((subject) => tokenOf(strangersWorkflow, subject, main, "somebody/else")),
  ];
}

/** What a pattern of subjects lets in beyond this repository. @throws for a claim that no token here carries */
function strangersSubjects({ written, estate }: Organization): readonly string[] {
  const own = estate.pipeline.repository.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const conditions = written
    .filter(({ kind }) => kind === "trust")
    .flatMap(({ document }) => document.Statement.flatMap(({ Condition = {} }) => Object.values(Condition)))
    .flatMap((keys) => Object.entries(keys));
  const unknown = conditions.find(
    ([key]) => key.startsWith(`${githubOidcHost}:`) && !/:(aud|sub|ref|repository(_owner)?_id)$/.test(key),
  );
  if (unknown) throw new Error(`got the claim ${unknown[0]}, which no token here carries; give them one`);
  return conditions
    .filter(([key]) => key === `${githubOidcHost}:sub`)
    .flatMap(([, subjects]) => list(subjects))
    .filter((subject) => subject.includes("*") && !new RegExp(`^repo:${own}(@|:)`).test(subject))
    .map((subject) => subject.replaceAll("*", "somebody-else"));
}

export const custodian = dutyRole("vaultCustodian");
