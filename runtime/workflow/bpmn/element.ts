/**
 * Elements of a BPMN file as `bpmn-moddle` reads them, and their plain JSON form (kept in `extra` and `di`).
 * References become `{ "ref": id }`; foreign attributes and elements keep their prefix.
 */
import type { Json } from "../definition/types";

/** The library's objects are open: properties depend on `$type`, and typing 150 of them would say nothing more. */
export interface Element {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $parent?: Element;
  readonly $descriptor: { readonly properties: readonly { readonly name: string; readonly ns: { readonly localName: string }; readonly isReference?: boolean; readonly isMany?: boolean }[] };
  readonly id?: string;
  readonly name?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly [property: string]: any;
}

export const is = (element: Element | undefined, ...types: readonly string[]): boolean => element !== undefined && types.some((type) => element.$type === `bpmn:${type}`);
export const list = (value: unknown): readonly Element[] => (Array.isArray(value) ? (value as Element[]) : []);
export const textOf = (expression: Element | undefined): string | undefined => (typeof expression?.body === "string" ? expression.body.trim() : undefined);

/** An element as JSON, without the properties named in `but`. */
export function toPlain(element: Element, but: ReadonlySet<string> = new Set()): { [key: string]: Json } {
  const plain: { [key: string]: Json } = { $type: element.$type };
  for (const { ns: { localName: name }, isReference } of propertiesOf(element)) {
    const value: unknown = but.has(name) || !Object.hasOwn(element, name) ? undefined : element[name];
    if (value !== undefined) plain[name] = plainValue(value, isReference === true);
  }
  for (const [name, value] of Object.entries(element)) {
    // Generic (foreign) elements have no descriptor; their children come under $children, their text under $body.
    if (!(name in plain) && !but.has(name) && !name.startsWith("$") && !isKnown(element, name)) plain[name] = plainValue(value, false);
  }
  for (const [name, value] of Object.entries(element.$attrs ?? {})) plain[`@${name}`] = String(value);
  if (Array.isArray(element.$children)) plain.$children = element.$children.map((child: Element) => plainValue(child, false));
  if (typeof element.$body === "string") plain.$body = element.$body;
  return plain;
}

const isKnown = (element: Element, name: string): boolean => propertiesOf(element).some((property) => property.ns.localName === name);

/** Foreign elements have no descriptor to speak of. */
export const propertiesOf = (element: Element): Element["$descriptor"]["properties"] => (Array.isArray(element.$descriptor.properties) ? element.$descriptor.properties : []);

function plainValue(value: unknown, isReference: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => plainValue(item, isReference));
  if (typeof value !== "object" || value === null) return value as Json;
  const element = value as Element;
  return isReference ? { ref: element.id ?? "" } : toPlain(element);
}

/** What is left of an element beside what was read, or undefined when that is all. */
export function leftover(element: Element, read: readonly string[]): { readonly extra?: Readonly<Record<string, Json>> } {
  const { $type, ...rest } = toPlain(element, new Set(["id", "name", "documentation", "incoming", "outgoing", "extensionElements", "flowElements", "artifacts", "laneSets", ...read]));
  const extensions = element.extensionElements === undefined ? [] : list(element.extensionElements.values).map((value) => toPlain(value));
  const documentation = list(element.documentation).map((text) => toPlain(text));
  const extra = { ...rest, ...(extensions.length > 0 && { extensionElements: extensions }), ...((documentation.length > 1 || documentation.some((text) => Object.keys(text).length > 2)) && { documentation }) };
  return Object.keys(extra).length > 0 ? { extra: { bpmn: $type!, ...extra } } : {};
}

export function described(element: Element): { readonly label?: string; readonly description?: string } {
  const text: unknown = list(element.documentation)[0]?.text;
  return { ...(element.name && { label: element.name }), ...(typeof text === "string" && text !== "" && { description: text }) };
}
