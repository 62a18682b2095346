/**
 * Capabilities: what the documents of a pack do outside the database by themselves. A pack asks for them in its manifest, whoever installs
 * it reads them there, and a document that does more is refused. What an administrator changes in a pack here is his own affair: only
 * documents as they were shipped are held against the manifest, and the local pack has none.
 *
 * - *send*: letters to people ("email").
 * - *call*: other systems, by origin ("https://hooks.example.com"); "*" is any, needed where the address is worked out by a formula.
 * - *schedule*: work begins at a time, without anybody having done something.
 */
import { allPartKinds } from "./kinds";
import type { CapabilityUse } from "./kinds/part";
import { at, type CheckedDocument, type Loading } from "./loading";
import { LOCAL_PACK } from "./source";
import type { Capabilities } from "./types";

const SENTENCES: Readonly<Record<keyof Capabilities, (what: string) => string>> = {
  send: (what) => `sends ${what === "email" ? "e-mail" : what}`,
  call: (what) => (what === "*" ? "calls an address worked out by a formula" : `calls ${what}`),
  schedule: () => "begins work at a time of its own",
};

function holds(asked: Capabilities, { needs, what }: CapabilityUse): boolean {
  if (needs === "schedule") return asked.schedule;
  return asked[needs].includes("*") || asked[needs].includes(what ?? "");
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

/** Written in a manifest, checked or not; nothing is asked for where nothing is written. */
export function askedBy(manifest: { readonly capabilities?: unknown } | undefined): Capabilities {
  const { send, call, schedule } = (manifest?.capabilities ?? {}) as Readonly<Record<keyof Capabilities, unknown>>;
  return { send: list(send), call: list(call), schedule: schedule === true };
}

/** What the first asks for and the second does not. */
export function capabilitiesBeyond(asked: Capabilities, known: Capabilities): Capabilities {
  const beyond = (key: "send" | "call"): string[] => asked[key].filter((what) => !known[key].includes(what) && !known[key].includes("*"));
  return { send: beyond("send"), call: beyond("call"), schedule: asked.schedule && !known.schedule };
}

export function checkCapabilities(loading: Loading): void {
  for (const document of loading.documents) {
    if (document.pack === LOCAL_PACK) continue;
    const asked = askedBy(loading.packs.get(document.pack));
    for (const use of usesOf(document)) {
      if (holds(asked, use)) continue;
      const example = use.needs === "schedule" ? "true" : JSON.stringify([use.what ?? ""]);
      loading.problems.add(at({ file: document.file, pointer: "" }, ...use.steps), "capability", `The document ${SENTENCES[use.needs](use.what ?? "")}, but its pack does not ask for that`, `Add "capabilities": { "${use.needs}": ${example} } to ${document.pack}/pack.json, so that whoever installs the pack knows.`);
    }
  }
}

const usesOf = (document: CheckedDocument): readonly CapabilityUse[] => allPartKinds.find(({ kind }) => kind === document.kind)?.uses?.(document.shipped as never) ?? [];
