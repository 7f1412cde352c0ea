import { BackupClient, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import { CreateRoleCommand, IAMClient, ListPoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient, ListAliasesCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import {
  CreateOrganizationCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { keyDescription } from "./app-stack.ts";

/** An account of the stand-in, as an administrator sees it. */
export async function account(accountId: string) {
  const region = "eu-west-2";
  const { Credentials } = await new STSClient({ region }).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/admin`, RoleSessionName: "test" }),
  );
  const config = {
    region,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  };
  const organizations = new OrganizationsClient(config);
  const [kms, iam, backup] = [new KMSClient(config), new IAMClient(config), new BackupClient(config)];

  return {
    /** What is there and could be there twice. */
    async made() {
      const { Keys } = await kms.send(new ListKeysCommand({}));
      const { Aliases } = await kms.send(new ListAliasesCommand({}));
      const { BackupVaultList } = await backup.send(new ListBackupVaultsCommand({}));
      const { Roles } = await iam.send(new ListRolesCommand({}));
      const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
      return {
        keys: Keys?.map(({ KeyId }) => KeyId),
        aliases: Aliases?.flatMap(({ AliasName, TargetKeyId }) =>
          TargetKeyId ? [`${AliasName} of ${TargetKeyId}`] : [],
        ),
        vaults: BackupVaultList?.map((vault) => `${vault.BackupVaultName} with ${vault.EncryptionKeyArn}`),
        roles: Roles?.map(({ RoleName }) => RoleName),
        policies: Policies?.map(({ PolicyName }) => PolicyName),
      };
    },
    /** A key like that of the stack. @returns its ARN */
    async makeKey(): Promise<string> {
      const Tags = [{ TagKey: "lockstep:stack", TagValue: "app-a" }];
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: keyDescription, Tags }));
      return KeyMetadata?.Arn ?? "";
    },
    /** An organization that the account manages. @returns its root's id */
    async makeOrganization(): Promise<string> {
      await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
      const { Roots } = await organizations.send(new ListRootsCommand({}));
      const RootId = Roots?.[0]?.Id ?? "";
      await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
      return RootId;
    },
    async makeRole(RoleName: string) {
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" }));
    },
  };
}
