import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { markOf, type StateMark } from "./state-mark.ts";

/**
 * Where bootstrap runs Terraform. It outlives a run, and synthesis never touches it: until the state is in its bucket,
 * the only one lies here.
 */
export class WorkFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** What Terraform could not write to the bucket, and wrote here; `null`: nothing. */
  get unsaved(): string | null {
    const file = this.#file("errored.tfstate");
    return existsSync(file) ? file : null;
  }

  /** Puts the stack there as it is now, with the repository's provider versions if it has them. */
  async prepare(stackFile: string, lockFile: string): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await copyFile(stackFile, this.#file("cdk.tf.json"));
    // an interrupted run may have left it, and with it Terraform would not look into the bucket
    await rm(this.#file("override.tf.json"), { force: true });
    if (existsSync(lockFile)) await copyFile(lockFile, this.#file(".terraform.lock.hcl"));
  }

  /** The state that is kept here, from before or after the point at which Terraform empties it while it migrates. */
  async localState(): Promise<StateMark | null> {
    return (await markIn(this.#file("terraform.tfstate"))) ?? (await markIn(this.#file("kept.tfstate")));
  }

  async isInterrupted(): Promise<boolean> {
    return existsSync(this.#file("applying"));
  }

  async beginApply(): Promise<void> {
    await writeFile(this.#file("applying"), "an apply was begun; bootstrap removes this once it has succeeded\n");
  }

  async endApply(): Promise<void> {
    await rm(this.#file("applying"), { force: true });
  }

  /** Makes Terraform keep the state here. */
  async useLocalState(): Promise<void> {
    if (!(await markIn(this.#file("terraform.tfstate"))) && (await markIn(this.#file("kept.tfstate")))) {
      await copyFile(this.#file("kept.tfstate"), this.#file("terraform.tfstate"));
    }
    await writeFile(this.#file("override.tf.json"), '{"terraform":{"backend":{"local":{}}}}\n');
  }

  /** Makes Terraform keep the state in the bucket, and a copy of the state here until it is known to have arrived. */
  async leaveLocalState(): Promise<void> {
    // by rename, so that a copy that was cut off is never taken for a state
    await copyFile(this.#file("terraform.tfstate"), this.#file("kept.tfstate.part"));
    await rename(this.#file("kept.tfstate.part"), this.#file("kept.tfstate"));
    await rm(this.#file("override.tf.json"), { force: true });
  }

  /** To be called once the state is in the bucket. */
  async dropLocalState(): Promise<void> {
    for (const name of ["terraform.tfstate", "terraform.tfstate.backup", "kept.tfstate"]) {
      await rm(this.#file(name), { force: true });
    }
  }

  #file(name: string): string {
    return join(this.path, name);
  }
}

async function markIn(file: string): Promise<StateMark | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  if (text.trim() === "") return null;
  const mark = markOf(text);
  return mark.length > 0 ? mark : null;
}
