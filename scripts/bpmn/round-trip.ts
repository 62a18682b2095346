/** One BPMN file there and back: XML → process document → XML → process document. */
import { isDeepStrictEqual } from "node:util";
import { decodeXml } from "../../runtime/workflow/bpmn/decode";
import { exportBpmn } from "../../runtime/workflow/bpmn/export";
import { importBpmn } from "../../runtime/workflow/bpmn/import";
import { allOf, parseXml } from "../../runtime/workflow/bpmn/xml";
import { compareXml, type Losses } from "./compare-xml";

export interface RoundTrip extends Losses {
  /** Why the file, or what we made of it, could not be read. */
  readonly fatal: readonly string[];
  /** Parts of the document that the second reading understands in another way. */
  readonly changedMeaning: readonly string[];
  readonly elements: number;
}

const NOTHING: Losses = { lostElements: [], lostAttributes: [], changedReferences: [], movedElements: [], addedElements: [] };

/** Never throws for what a file says. */
export async function roundTrip(file: Uint8Array): Promise<RoundTrip> {
  const first = await importBpmn(file, "process");
  const unread = first.problems.filter(({ code }) => code === "unreadable");
  if (unread.length > 0) return { fatal: unread.map(({ message }) => message), changedMeaning: [], elements: 0, ...NOTHING };
  // The document goes through JSON, as it does when it is stored.
  const written = exportBpmn(JSON.parse(JSON.stringify(first.definition)) as typeof first.definition);
  const second = await importBpmn(written, "process");
  const before = decodeXml(file);
  return {
    fatal: second.problems.filter(({ code }) => code === "unreadable").map(({ message }) => `as we write it: ${message}`),
    changedMeaning: Object.keys({ ...first.definition, ...second.definition }).filter((key) => !isDeepStrictEqual(part(first.definition, key), part(second.definition, key))),
    elements: [...allOf(parseXml(before).root)].length, ...compareXml(before, written),
  };
}

/** What a file says beside our grammar is compared as XML; here only what we understand of it. */
const part = (definition: object, key: string): unknown => (key === "extra" ? undefined : JSON.parse(JSON.stringify((definition as Record<string, unknown>)[key] ?? null, (name, value: unknown) => (name === "extra" ? undefined : value))));
