/** Looking into XPDL, whatever its version: elements by their bare names, ids made to fit ours. */
import { elementsOf, textIn, type Xml } from "../bpmn/xml";

export const localName = (element: Xml): string => element.name.replace(/^\{[^}]*\}|^[\w-]*:/, "");
const inner = (element: Xml | undefined, name: string): readonly Xml[] => (element ? elementsOf(element).filter((child) => localName(child) === name) : []);
export const one = (element: Xml | undefined, name: string): Xml | undefined => inner(element, name)[0];
/** Elements of a list: `all(process, "Activities", "Activity")`. */
export const all = (element: Xml | undefined, list: string, name: string): readonly Xml[] => inner(one(element, list), name);
export const attribute = (element: Xml | undefined, name: string): string | undefined => element?.attributes?.[name];
export const wordsOf = (element: Xml | undefined): string => (element ? textIn(element) : "");

/** Ids of the file as ours: no signs we do not allow, none twice. */
export class Ids {
  private readonly given = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** A new element's id. */
  of(raw: string): string {
    const plain = raw.replace(/[^\p{L}\p{N}_.:-]/gu, "_").replace(/^[^\p{L}\p{N}_]/u, "_").slice(0, 190) || "element";
    let id = plain;
    for (let number = 2; this.taken.has(id); number++) id = `${plain}_${number}`;
    this.taken.add(id);
    if (!this.given.has(raw)) this.given.set(raw, id);
    return id;
  }

  /** What an id of the file became; itself when nothing has it. */
  known(raw: string): string {
    return this.given.get(raw) ?? raw;
  }
}
