import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { registerLogger, validate } from "@actions/languageservice";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { workflows } from "./support/workflows.ts";

const vendored = "test/workflows/actions";

// what breaks inside the language service it only logs, and then it finds nothing either
const broken: string[] = [];
const log = (message: string) => broken.push(message);
registerLogger({ error: log, warn: log, info: () => {}, log: () => {} });

let asked = 0;

/** What GitHub's own language service has to say, and what its parser would refuse. */
async function complaintsOf(file: string, text: string): Promise<readonly string[]> {
  // what it parsed it remembers by address, whatever the text
  const folder = `file:///repository-${++asked}/.github/workflows`;
  const document = TextDocument.create(`${folder}/${file}`, "yaml", 1, text);
  const diagnostics = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ owner, name, ref }) => {
        const metadata = join(vendored, `${ref}.json`);
        if (!existsSync(metadata)) throw new Error(`${owner}/${name}@${ref}: its inputs are not in ${vendored}`);
        return JSON.parse(readFileSync(metadata, "utf8"));
      },
    },
  });
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  const template = value ? await convertWorkflowTemplate(context, value) : { errors: [{ Message: "no workflow" }] };
  return [
    ...broken.splice(0),
    ...diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`),
    ...context.errors.getErrors().map(({ message }) => message),
    ...(template.errors ?? []).map(({ Message: message }) => message),
  ];
}

test.each(workflows.map(({ file, text }) => [file, text] as const))(
  "%s: GitHub's parser and language service find nothing",
  async (file, text) => {
    expect(await complaintsOf(file, text)).toEqual([]);
  },
);

describe("what they would find", () => {
  const sound = workflows.find(({ file }) => file === "plan.yml")?.text ?? "";
  const editing = (old: string, replacement: string) => {
    expect(sound.split(old).length, `${old} stands in plan.yml`).toBeGreaterThan(1);
    return complaintsOf("plan.yml", sound.replace(old, replacement));
  };

  test.each([
    ["an unknown key", "timeout-minutes: 30", "timeout: 30", "Unexpected value 'timeout'"],
    ["a job that is not there", "needs: [synth]", "needs: [synthesis]", "unknown job 'synthesis'"],
    ["an input that the action lacks", "name: synth\n", "named: synth\n", "Invalid action input 'named'"],
    ["an input that the action needs", "          path: synth\n          # the", "          # the", "`path`"],
    ["an output that the job lacks", "needs.synth.outputs.count", "needs.synth.outputs.number", "number"],
    ["a permission that GitHub lacks", "contents: read # both", "code: read # both", "Unexpected value 'code'"],
    ["a function that GitHub lacks", "fromJSON(needs", "parseJSON(needs", "parseJSON"],
  ])("%s", async (_, old, replacement, said) => {
    const complaints = await editing(old, replacement);

    expect(complaints.join("\n")).toContain(said);
  });
});
