import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { markOf } from "../../src/bootstrap/state-mark.ts";
import { WorkFolder } from "../../src/bootstrap/work-folder.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";

const stateOf = (...ids: readonly string[]) =>
  JSON.stringify({
    resources: [
      { mode: "data", type: "aws_region", name: "here", instances: [{ attributes: { id: "eu-west-2" } }] },
      ...ids.map((id) => ({ mode: "managed", type: "aws_kms_key", name: id, instances: [{ attributes: { id } }] })),
    ],
  });

/** A working folder that does not exist yet, within one that does. */
function world() {
  const outside = temporaryFolder();
  const path = join(outside, "a", "work");
  return {
    work: new WorkFolder(path),
    outside,
    put: (name: string, text: string) => {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, name), text);
    },
    read: (name: string) => readFileSync(join(path, name), "utf8"),
    names: () => readdirSync(path).toSorted(),
  };
}

test("the folder is made, with the stack as it is now and the provider versions that the repository has", async () => {
  const { work, outside, read, names } = world();
  const [stack, lock] = [join(outside, "stack.json"), join(outside, "lock.hcl")];
  writeFileSync(stack, "{}");

  await work.prepare(stack, lock);
  expect(names()).toEqual(["cdk.tf.json"]);

  writeFileSync(stack, '{"a":1}');
  writeFileSync(lock, "# locked");
  await work.prepare(stack, lock);
  expect(names()).toEqual([".terraform.lock.hcl", "cdk.tf.json"]);
  expect(read("cdk.tf.json")).toBe('{"a":1}');
  expect(read(".terraform.lock.hcl")).toBe("# locked");
});

test("what an interrupted run laid over the backend goes before the next, or Terraform would not look into the bucket", async () => {
  const { work, outside, put, names } = world();
  writeFileSync(join(outside, "stack.json"), "{}");
  put("override.tf.json", "{}");

  await work.prepare(join(outside, "stack.json"), join(outside, "none"));

  expect(names()).toEqual(["cdk.tf.json"]);
});

test("a state that Terraform could not write is found by its file", () => {
  const { work, put } = world();
  expect(work.unsaved).toBeNull();

  put("errored.tfstate", "{}");

  expect(work.unsaved).toBe(join(work.path, "errored.tfstate"));
});

test("the state here is Terraform's own, else the copy that was kept, else none", async () => {
  const { work, put } = world();
  expect(await work.localState()).toBeNull();

  put("terraform.tfstate", stateOf());
  expect(await work.localState()).toBeNull();
  put("kept.tfstate", stateOf("kept"));
  expect(await work.localState()).toEqual(["aws_kms_key.kept kept"]);
  put("terraform.tfstate", " \n");
  expect(await work.localState()).toEqual(["aws_kms_key.kept kept"]);
  put("terraform.tfstate", stateOf("own"));
  expect(await work.localState()).toEqual(["aws_kms_key.own own"]);
});

test("an apply is interrupted from its begin to its end", async () => {
  const { work, put, read } = world();
  put("cdk.tf.json", "{}");
  expect(await work.isInterrupted()).toBe(false);

  await work.beginApply();
  expect(await work.isInterrupted()).toBe(true);
  expect(read("applying")).toBe("an apply was begun; bootstrap removes this once it has succeeded\n");

  await work.endApply();
  await work.endApply();
  expect(await work.isInterrupted()).toBe(false);
});

test("to keep the state here, a kept copy is taken up where Terraform has emptied its own, and never over one that holds something", async () => {
  const { work, put, read } = world();
  put("kept.tfstate", stateOf("kept"));
  put("terraform.tfstate", stateOf());

  await work.useLocalState();
  expect(read("terraform.tfstate")).toBe(stateOf("kept"));
  expect(JSON.parse(read("override.tf.json"))).toEqual({ terraform: { backend: { local: {} } } });

  put("terraform.tfstate", stateOf("own"));
  await work.useLocalState();
  expect(read("terraform.tfstate")).toBe(stateOf("own"));
});

test("without any state there is nothing to take up", async () => {
  const { work, put, names } = world();
  put("kept.tfstate", stateOf());

  await work.useLocalState();

  expect(names()).toEqual(["kept.tfstate", "override.tf.json"]);
});

test("on the way to the bucket a whole copy stays here, and goes with all others once it has arrived", async () => {
  const { work, put, read, names } = world();
  put("terraform.tfstate", stateOf("own"));
  put("override.tf.json", "{}");

  await work.leaveLocalState();
  expect(names()).toEqual(["kept.tfstate", "terraform.tfstate"]);
  expect(read("kept.tfstate")).toBe(stateOf("own"));

  put("terraform.tfstate.backup", stateOf("own"));
  put("cdk.tf.json", "{}");
  await work.dropLocalState();
  await work.dropLocalState();
  expect(names()).toEqual(["cdk.tf.json"]);
  expect(existsSync(work.path)).toBe(true);
});

test("a state is marked by the instances that it holds, sorted, data left out", () => {
  const state = {
    resources: [
      {
        mode: "managed",
        type: "b",
        name: "two",
        instances: [{ index_key: "x", attributes: { id: 2 } }, { index_key: 0 }],
      },
      { mode: "data", type: "c", name: "none", instances: [{ attributes: { id: "none" } }] },
      { mode: "managed", type: "a", name: "one", instances: [{ attributes: { id: "1" } }] },
    ],
  };

  expect(markOf(JSON.stringify(state))).toEqual(["a.one 1", "b.two[0] undefined", "b.two[x] 2"]);
  expect(markOf("{}")).toEqual([]);
  expect(() => markOf("no state")).toThrow();
});
