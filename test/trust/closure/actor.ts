import type { Context } from "../../emulator/model/access.ts";
import type { Place } from "./place.ts";

/** A policy of an actor, in a place of its own: it can be rewritten everywhere, or taken away here. */
export interface Slot {
  readonly id: string;
  /** Key of the document that stands in it. */
  readonly document: string;
}

/** Whoever can ask AWS for something, as the documents make them. */
export interface Actor {
  /** The ARN; with what the session adds where that matters. */
  readonly id: string;
  /** Without its account, such as `lockstep-pipeline-apply`. */
  readonly said: string;
  readonly arn: string;
  readonly accountId: string;
  readonly place: Place;
  readonly sort: "role" | "user" | "root user" | "workflow";
  /** Key of the document that says who may take it; `null`: nobody takes it. */
  readonly trust: string | null;
  readonly policies: readonly Slot[];
  readonly boundary: Slot | null;
  /** Whether service control policies bind it: they bind neither service-linked roles nor the management account. */
  readonly isGuarded: boolean;
  /** What its session says in every request. */
  readonly session: Context;
}

/** `lockstep-pipeline-apply @ shared`, by which cuts and registers know it. */
export const named = ({ said, place }: { readonly said: string; readonly place: string }) => `${said} @ ${place}`;
