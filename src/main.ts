import { textLines } from "./diagnostics/render/text.ts";
import { judge } from "./judge.ts";
import { synthesize } from "./synthesize.ts";

// the entry point of `cdktf synth`; `lockstep synth` does the same
const { estate, problems } = judge(process.env["LOCKSTEP_CONFIG"] ?? "config");
if (estate) {
  synthesize(estate, process.env["CDKTF_OUTDIR"] ?? "cdktf.out");
} else {
  console.error(textLines(problems).join("\n"));
  process.exitCode = 1;
}
