import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { leftOutOf } from "../estate/left-out-of.ts";
import type { LeftOut, Plan } from "../model.ts";
import { covers } from "../words/pattern.ts";

export const newlyLeftOut = changeRule({
  id: "newly-left-out",
  severity: "warning",
  what: "resources that a plan backed up and that are left out now",
  why: "They get no backup after the deployment, and no job fails.",
  source: null,
  example: {
    bad: { "organization.yaml": "leftOut: { caches: { tag: { role: cache }, reason: they fill up by themselves } }" },
    good: {
      "organization.yaml": "leftOut: { scratch: { tag: { backup-plan: none }, reason: it is made anew every night } }",
    },
  },
  check: (base, head) =>
    head.leftOut.flatMap(({ name }) => {
      const losing = head.plans.flatMap((plan) => {
        const was = base.plans.find((each) => each.name === plan.name);
        const out = plan.leftOut.find((each) => each.name === name);
        const lost = was && out ? newIn(out, was) : [];
        return lost.length > 0 ? [{ plan: plan.name, lost }] : [];
      });
      if (losing.length === 0) return [];
      const what = [...new Set(losing.flatMap(({ lost }) => lost))].join(", ");
      return [
        {
          at: inOrganization("leftOut", name),
          got: `got ${what} left out, was backed up by ${losing.map(({ plan }) => plan).join(", ")}`,
          why: "it gets no backup after the deployment, what exists expires by its own retention",
          use: "remove it unless that is meant",
        },
      ];
    }),
});

/** What the base's plan took, by its selection, and did not leave out under any name. */
function newIn(out: LeftOut, { selection, leftOut }: Plan): readonly string[] {
  const { tagKey } = out;
  const hadValue = (value: string) =>
    leftOut.some((each) => each.tagKey === tagKey && each.tagValues.some((one) => covers(one, value)));
  const hadType = (type: string) => leftOut.some((each) => each.types.includes(type));
  return leftOutOf(selection, [out]).flatMap(({ tagValues, types }) => [
    ...tagValues.filter((value) => !hadValue(value)).map((value) => `${tagKey}: ${value}`),
    ...types.filter((type) => !hadType(type)),
  ]);
}
