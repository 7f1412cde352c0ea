import { expect, test } from "vitest";
import { edit } from "../support/config.ts";
import { change } from "./support/change.ts";

const state =
  "the state is in bucket lockstep-state-acme-222222222222 in eu-west-2, and every stack would be planned from nothing";

test("the same config says nothing", () => {
  expect(change({})).toEqual([]);
});

test.each([
  [
    "name: acme\n",
    "name: acme-two\n",
    `error state-moved organization.yaml name: got acme-two, was acme; ${state}; use acme`,
  ],
  [
    'account: "222222222222"',
    'account: "999999999999"',
    `error state-moved organization.yaml shared.account: got 999999999999, was 222222222222; ${state}; use 222222222222`,
  ],
  [
    "region: eu-west-2 }\n\ncentral",
    "region: eu-west-1 }\n\ncentral",
    `error state-moved organization.yaml shared.region: got eu-west-1, was eu-west-2; ${state}; use eu-west-2`,
  ],
  [
    "id: o-a1b2c3d4e5",
    "id: o-a1b2c3d4e6",
    "warning organization-changed organization.yaml organization.id: got o-a1b2c3d4e6, was o-a1b2c3d4e5; copies fail until every stack is applied; use o-a1b2c3d4e5 unless it was wrong",
  ],
  [
    "root: r-ab12",
    "root: r-ab13",
    "warning organization-changed organization.yaml organization.root: got r-ab13, was r-ab12; copies fail until every stack is applied; use r-ab12 unless it was wrong",
  ],
  [
    "  repository: acme/backup",
    "  repository: acme/backup\n  alone: the second person has left",
    "warning nobody-else-agrees organization.yaml pipeline.alone: got a reason to do without somebody else, where there was none; from its merge on whoever writes a change applies it alone; leave it out wherever two people work; preflight --github says what asks the second one",
  ],
  [
    "management: { region: eu-west-2 }",
    "",
    "warning management-dropped organization.yaml: got no management, which was there; cross-account backup, delegation and guardrails stay as they are, and nobody keeps them; use management again, or keep them by hand",
  ],
  [
    "management: { region: eu-west-2 }",
    "management: { region: eu-west-2, guardrails: false, reason: another team has its own }",
    "warning guardrails-dropped organization.yaml management.guardrails: got false, was true; the pipeline may not detach the guardrails, so that its deployment fails; let an organization admin detach lockstep-guardrails from the root first",
  ],
])("%s → %s", (was, is, line) => {
  expect(change({ "organization.yaml": edit(was, is) })).toEqual([line]);
});

test("guardrails of resources are missed as well, each by its own name", () => {
  const written = "management: { region: eu-west-2 }";
  const on = { "organization.yaml": edit(written, "management: { region: eu-west-2, resourceGuardrails: true }") };
  const neither = {
    "organization.yaml": edit(
      written,
      "management: { region: eu-west-2, guardrails: false, reason: another team has its own }",
    ),
  };
  const dropped = (key: string, policy: string) =>
    `warning guardrails-dropped organization.yaml management.${key}: got false, was true; the pipeline may not detach the guardrails, so that its deployment fails; let an organization admin detach ${policy} from the root first`;

  expect(change({}, on)).toEqual([dropped("resourceGuardrails", "lockstep-resource-guardrails")]);
  expect(change(neither, on)).toEqual([
    dropped("guardrails", "lockstep-guardrails"),
    dropped("resourceGuardrails", "lockstep-resource-guardrails"),
  ]);
  expect(change(on)).toEqual([]);
});

test("what was not there is not missed: management and guardrails may come", () => {
  const written = "management: { region: eu-west-2 }";
  const none = { "organization.yaml": edit(written, "") };
  const off = {
    "organization.yaml": edit(
      written,
      "management: { region: eu-west-2, guardrails: false, reason: not ours to guard }",
    ),
  };

  expect(change({}, none)).toEqual([]);
  expect(change(none, none)).toEqual([]);
  expect(change(off, off)).toEqual([]);
  expect(change({}, off)).toEqual([]);
});
