import { synthArgument } from "./synth-argument.ts";
import { synthBlock } from "./synth-block.ts";
import { synthDependency } from "./synth-dependency.ts";
import { synthExpression } from "./synth-expression.ts";
import { synthFile } from "./synth-file.ts";
import { synthLifecycle } from "./synth-lifecycle.ts";
import { synthProvider } from "./synth-provider.ts";
import { synthStack } from "./synth-stack.ts";
import { synthState } from "./synth-state.ts";
import { synthTwice } from "./synth-twice.ts";
import { synthType } from "./synth-type.ts";
import { synthUnexpected } from "./synth-unexpected.ts";
import { synthVersions } from "./synth-versions.ts";

/** What a synthesized folder is held against. */
export const folderRules = [synthStack, synthFile] as const;

/** What each of its stacks is held against, the last one only where the others have nothing to say. */
export const synthRules = [
  synthBlock,
  synthState,
  synthVersions,
  synthProvider,
  synthType,
  synthArgument,
  synthLifecycle,
  synthDependency,
  synthExpression,
  synthTwice,
  synthUnexpected,
] as const;
