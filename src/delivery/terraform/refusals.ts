/** An error by which Terraform ends before it has changed anything. */
export interface Refusal {
  /** In what Terraform says, with its line breaks taken out. */
  readonly says: RegExp;
  /** What an operator is told: what it is, and after `nothing was changed` what to do. */
  readonly means: string;
  readonly use: string;
}

/**
 * The ways in which a lock file, and what `terraform init` finds by it, do not fit. Source of the words: Terraform 1.11,
 * `internal/command/init.go`, `internal/providercache/installer.go`.
 */
export const lockRefusals: readonly Refusal[] = [
  {
    says: /Provider dependency changes detected|does not match configured version constraint/,
    means: "got a lock file without the provider that the stacks ask for",
    use: "renew it and commit it, as docs/runbooks/lock-file.md says",
  },
  {
    says: /Failed to install provider.*checksums previously recorded in the dependency lock file/,
    means: "got a provider that the lock file has no checksum of",
    use: "it may be of another platform than the file knows: renew the file as docs/runbooks/lock-file.md says. Is the platform in it? Then find out where this package came from",
  },
  {
    says: /the previously-selected version \S+ is no longer available/,
    means: "got a provider version in the lock file that is not to be had any more",
    use: "see that the registry, or your mirror, has it; else renew the file as docs/runbooks/lock-file.md says",
  },
  {
    says: /failed to read dependency lock file/,
    means: "got a lock file that cannot be read",
    use: "renew it and commit it, as docs/runbooks/lock-file.md says",
  },
];

/**
 * Errors of `terraform apply <plan>` from before its first change. Source of the words: Terraform 1.11, `internal/command/apply.go`,
 * `internal/backend/local/backend_local.go` and `backend_apply.go`, `internal/plans/planfile`, `internal/states/statefile`.
 */
export const applyRefusals: readonly Refusal[] = [
  {
    says: /Saved plan does not match the given state/,
    means: "got a plan of another state, which somebody has put another in the place of",
    use: "find out who wrote to the state bucket (CloudTrail) and which of its versions is the right one, then dispatch deploy, which plans it again",
  },
  {
    says: /plan file was created by (?:Terraform|an earlier version)|plan files cannot be (?:transferred|shared) between/,
    means: "got a plan that another Terraform made",
    use: "dispatch deploy, which plans it again with the one that there is",
  },
  {
    says: /Inconsistent dependency lock file/,
    means: "got a plan made with other providers than those that would apply it",
    use: "dispatch deploy, which plans it again with those that there are",
  },
  {
    says: /Failed to load "[^"]*" as a plan file|Invalid plan file|Failed to read plan from plan file|Cannot apply incomplete plan|has no dependency lock information|Failed to read dependency locks from plan file|saved backend configuration is invalid/,
    means: "got a plan that Terraform cannot read",
    use: "dispatch deploy, which plans it again",
  },
  ...lockRefusals,
  {
    says: /there is no package for \S+ \S+ cached in|Required plugins are not installed|the cached package for .* does not match any of the checksums/,
    means: "got another provider than init has just installed",
    use: "dispatch deploy; if it says so again, find out what else writes to the runner's folders",
  },
  {
    says: /Failed to load plugin schemas|Failed to obtain provider schema/,
    means: "got a provider that does not start",
    use: "dispatch deploy; if it says so again, see whether the runner has memory and disk left, and is of a platform that the lock file knows",
  },
  {
    says: /Error acquiring the state lock/,
    // Terraform asks S3 who holds the lock, and gives up where that has been let go of by then
    means: "got no lock of the state, which another run may have let go of just then",
    use: "dispatch deploy, which plans the stack again",
  },
  {
    says: /error loading state:|Unsupported state file format|Failed to get existing workspaces|No valid credential sources found/,
    means: "got no way to read the state",
    use: "see that the state bucket can be reached and that the state is whole (it has earlier versions), then dispatch deploy",
  },
];
