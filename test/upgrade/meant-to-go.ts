/** Something that an upgrade takes away on purpose. */
export interface MeantToGo {
  /** The step's name. */
  readonly step: string;
  /** As `keptThings` calls it. */
  readonly thing: RegExp;
  readonly why: string;
}

/** By the day of the release that is upgraded. Whatever else an upgrade takes away is a mistake. */
export const meantToGo: Readonly<Record<string, readonly MeantToGo[]>> = {
  "2026-11-30": [
    {
      step: "Management account",
      thing: /^role arn:aws:iam::111111111111:role\/lockstep-vault-custodian$/,
      why: "there is no vault for a custodian to unlock",
    },
    {
      step: "Management account",
      thing: /^policy arn:aws:iam::111111111111:policy\/lockstep-boundary$/,
      why: "the pipeline makes no role there",
    },
    {
      step: "Bootstrap again",
      thing: /^policy arn:aws:iam::\d+:policy\/lockstep-boundary$/,
      why: "each role has a boundary of its own by then",
    },
  ],
};
