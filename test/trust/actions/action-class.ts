/** What an action of AWS can do to backups, most dangerous first: an action that fits several classes has the first. */
const meanings = {
  "takes out": "brings data, backups or an account out of where its owner's policies hold",
  weakens: "deletes, shortens, disables or loosens backups, data, a protection, a key, an alarm or a record",
  "changes who may": "policies, trusts, grants, memberships, credentials, sessions, and tags that policies decide by",
  "reads data": "gives out the content of backups, data, secrets or state, or opens a way to read it",
  "hands a role to a service": "a service goes on with a role, or with its own power, on the caller's behalf",
  makes: "makes or changes something and takes nothing from what protects or is protected",
  "reads configuration": "names, settings, states, policies and lists, and no content",
} as const satisfies Record<string, string>;

export type ActionClass = keyof typeof meanings;

export const actionClasses: readonly { readonly name: ActionClass; readonly meaning: string }[] = Object.entries(
  meanings,
).map(([name, meaning]) => ({ name: name as ActionClass, meaning }));

/** Who has an action of these can harm backups, or whom they are kept from, without anybody else's doing. */
export const dangerousClasses: readonly ActionClass[] = ["takes out", "weakens", "changes who may", "reads data"];
