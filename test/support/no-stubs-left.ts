import { afterAll, beforeEach, expect, vi } from "vitest";
import { isOfTerraform } from "./tier.ts";

// what a test left behind would be there in the next one; those with Terraform have a server for all tests of a file
if (isOfTerraform(expect.getState().testPath ?? "")) afterAll(() => void vi.unstubAllEnvs());
else beforeEach(() => void vi.unstubAllEnvs());
