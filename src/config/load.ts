import type { ConfigKey } from "../diagnostics/config-key.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import type { Estate } from "../model.ts";
import {
  accountIdsAreUnique,
  accountsFitTheirUnits,
  activeAccountsHavePlans,
  unitsAreApart,
} from "./account-references.ts";
import { type ConfigFiles, shapeFiles } from "./config-files.ts";
import { locate } from "./locate.ts";
import { namesMatchFiles, plansAndUnitsAreKnown, somethingIsProtected } from "./name-references.ts";
import { onOneLine } from "./on-one-line.ts";
import { readFolder } from "./read-folder.ts";
import { regionsAreKnown } from "./region-references.ts";
import { resolve, type SoundFiles } from "./resolve.ts";
import { shortYears } from "./short-years.ts";

const references: readonly ((files: ConfigFiles) => readonly Diagnostic<ConfigKey>[])[] = [
  namesMatchFiles,
  regionsAreKnown,
  accountIdsAreUnique,
  plansAndUnitsAreKnown,
  accountsFitTheirUnits,
  unitsAreApart,
  activeAccountsHavePlans,
  somethingIsProtected,
];

export interface Loaded {
  /** `null`: there is an error among the problems. */
  readonly estate: Estate | null;
  readonly problems: readonly Diagnostic<Position>[];
  /** Looks up where in the config further findings stand. */
  readonly locate: (findings: readonly Diagnostic<ConfigKey>[]) => readonly Diagnostic<Position>[];
}

/** A file that is not in the folder yet, such as that of an account to be onboarded. */
export interface Addition {
  /** Below the config folder. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads a config folder, as if `addition` were in it. Never throws for what is in it: everything wrong is among the
 * problems, all at once.
 */
export function load(config: string, addition?: Addition): Loaded {
  const { sources, problems: unreadable } = readFolder(config, addition);
  const { files, findings } = shapeFiles(sources);
  const place = (found: readonly Diagnostic<ConfigKey>[]) => locate(found, sources, config).map(onOneLine);

  // without organization.yaml there is nothing to refer to
  const wrongReferences = sources.size === 0 ? [] : references.flatMap((check) => check(files));
  const problems = [
    ...unreadable.map(onOneLine),
    ...place([...findings, ...wrongReferences, ...shortYears(files, sources)]),
  ];
  const estate = !hasErrors(problems) && areSound(files) ? resolve(files) : null;
  return { estate, problems, locate: place };
}

function areSound(files: ConfigFiles): files is SoundFiles {
  const all = [files.organization, ...files.plans.values(), ...files.accounts.values()];
  return all.every((file) => file !== null);
}
