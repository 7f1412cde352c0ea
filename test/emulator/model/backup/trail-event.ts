/** What AWS does by itself and says in CloudTrail alone. */
export interface TrailEvent {
  readonly name: "ProcessBackupPlanSelection" | "EffectivePolicyValidation";
  /** Whose trail has it. */
  readonly accountId: string;
  readonly region: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly errorCode: string | null;
  readonly message: string;
}
