/** What a step of an upgrade applies. */
export type Applied = "bootstrap" | "management roles" | { readonly wave: number };

export interface UpgradeStep {
  /** As it is called in docs/runbooks/upgrade.md. */
  readonly name: string;
  readonly applies: Applied;
  /** Whether config says by then that an upgrade is under way (`pipeline.upgradeUntil`). */
  readonly isUnderWay: boolean;
}

const wave = (number: number, name: string): UpgradeStep => ({ name, applies: { wave: number }, isUnderWay: true });

/** The order in which a release is applied over the one before it. */
export const upgradeSteps: readonly UpgradeStep[] = [
  { name: "Bootstrap", applies: "bootstrap", isUnderWay: true },
  { name: "Management account", applies: "management roles", isUnderWay: true },
  wave(1, "Wave 1"),
  wave(2, "Wave 2"),
  wave(3, "Wave 3"),
  wave(4, "Wave 4"),
  wave(5, "Wave 5"),
  { name: "Bootstrap again", applies: "bootstrap", isUnderWay: false },
];
