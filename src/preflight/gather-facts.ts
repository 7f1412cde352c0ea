import { BackupClient, DescribeGlobalSettingsCommand, DescribeRegionSettingsCommand } from "@aws-sdk/client-backup";
import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { mapConcurrently } from "../map-concurrently.ts";
import type { Estate } from "../model.ts";
import { backupServiceLinkedRole, pipelinePlanRole, roleArn, stackTag } from "../names.ts";
import { awsClient } from "../outside/aws-client.ts";
import { asPartOf, awsPatience, type Patience } from "../outside/patience.ts";
import { type StackAccount, stackAccounts } from "./account-checks.ts";
import { ask, firstLine, isDenied } from "./ask.ts";
import { callerOf } from "./caller.ts";
import type { Asked, Entry, Facts, ServiceLinkedRole } from "./facts.ts";
import { gatherOrganization } from "./gather-organization.ts";
import { wantedOptIn } from "./organization-checks.ts";

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** `null`: the caller's own credentials. */
type Credentials = Session | null;

const accountsAtOnce = 16;
// of a few thousand accounts some minutes are enough; nothing else ends it where AWS does not answer
const longestMs = 1_800_000;

/**
 * Asks AWS, with calls that read and nothing else.
 *
 * @throws when there are no credentials, or not of the shared or the management account
 */
export async function gatherFacts(estate: Estate, own: Partial<Patience> = {}): Promise<Facts> {
  // AWS throttles what a few thousand accounts ask for
  const patience = asPartOf({ ...awsPatience, tries: 10, ...own }, longestMs);
  const { region, accountId: sharedId } = estate.shared;
  const sts = awsClient(STSClient, { region }, patience);
  const organizations = awsClient(OrganizationsClient, { region }, patience);
  const place = (region: string, credentials: Credentials) => ({ region, ...(credentials ? { credentials } : {}) });
  // one pool of connections for all accounts
  const backup = (region: string, credentials: Credentials) =>
    awsClient(BackupClient, place(region, credentials), patience, sts);
  const regionSettings = async (region: string, credentials: Credentials) => {
    const { ResourceTypeOptInPreference } = await backup(region, credentials).send(
      new DescribeRegionSettingsCommand({}),
    );
    return ResourceTypeOptInPreference ?? {};
  };

  async function serviceLinkedRole(account: StackAccount, session: Session): Promise<Asked<ServiceLinkedRole>> {
    const RoleName = backupServiceLinkedRole.split("/").at(-1);
    return ask("iam:GetRole", async () => {
      try {
        const iam = awsClient(IAMClient, place(account.regions[0] ?? region, session), patience, sts);
        const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
        return Role?.Tags?.some(({ Key }) => Key === stackTag) ? "ours" : "others";
      } catch (error) {
        if (error instanceof NoSuchEntityException) return "missing";
        throw error;
      }
    });
  }

  async function enter(account: StackAccount): Promise<{ readonly entry: Entry; readonly session: Credentials }> {
    const RoleArn = roleArn(estate, account.accountId, pipelinePlanRole);
    let session: Session;
    try {
      const { Credentials: given } = await sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: "lockstep-preflight", DurationSeconds: 900 }),
      );
      session = {
        accessKeyId: given?.AccessKeyId ?? "",
        secretAccessKey: given?.SecretAccessKey ?? "",
        sessionToken: given?.SessionToken ?? "",
      };
    } catch (error) {
      const { name, message } = error as Error;
      const entry: Entry = isDenied(error)
        ? { outcome: "refused" }
        : { outcome: "failed", why: `${name}: ${firstLine(message)}` };
      return { entry, session: null };
    }

    const disabledRegions: string[] = [];
    const unaskedRegions: string[] = [];
    for (const region of account.regions) {
      try {
        await regionSettings(region, session);
      } catch (error) {
        (isDisabled(error) ? disabledRegions : unaskedRegions).push(region);
      }
    }
    const asked = account.serviceLinkedRole === null ? notAsked : await serviceLinkedRole(account, session);
    return { entry: { outcome: "entered", serviceLinkedRole: asked, disabledRegions, unaskedRegions }, session };
  }

  try {
    const managementId = estate.organization.managementAccountId;
    const caller = await callerOf(sts, estate, [sharedId, managementId]);
    const organization = await gatherOrganization(organizations, estate);
    const globalSettings = await ask("backup:DescribeGlobalSettings", async () => {
      const { GlobalSettings } = await backup(region, null).send(new DescribeGlobalSettingsCommand({}));
      return GlobalSettings ?? {};
    });

    const accounts = stackAccounts(estate);
    const entered = await mapConcurrently(accounts, accountsAtOnce, enter);
    const sessions = new Map(accounts.map(({ accountId }, index) => [accountId, entered[index]?.session ?? null]));

    const managementOptIn: Record<string, Asked<Record<string, boolean>>> = {};
    const session = sessions.get(managementId) ?? null;
    for (const region of Object.keys(wantedOptIn(estate))) {
      managementOptIn[region] =
        caller.accountId === managementId || session
          ? await ask("backup:DescribeRegionSettings in the management account", () =>
              regionSettings(region, caller.accountId === managementId ? null : session),
            )
          : { needs: `credentials of the management account (${managementId})` };
    }

    return {
      caller,
      ...organization,
      globalSettings,
      managementOptIn,
      entries: new Map(
        accounts.map(({ accountId }, index) => [accountId, entered[index]?.entry ?? { outcome: "refused" }]),
      ),
    };
  } finally {
    sts.destroy();
    organizations.destroy();
  }
}

const notAsked = { needs: "to matter" } as const;

// a Region that an account has not enabled does not know the account's keys
// Source: docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
const isDisabled = (error: unknown) =>
  ["UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure"].includes((error as Error).name);
