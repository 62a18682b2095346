/**
 * XML as plain trees, so that what a file says can be kept as JSON and compared.
 *
 * Names are independent of prefixes: elements of BPMN are bare ("userTask"), those of its drawings and of XML Schema have a fixed prefix
 * ("bpmndi:BPMNShape", "xsi:type"), all others carry their namespace ("{http://camunda.org/schema/1.0/bpmn}properties").
 */
import { Parser } from "saxen";

export interface Xml {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Elements and text between them; text of white space only beside elements is left out. */
  readonly children?: readonly (Xml | string)[];
}

export interface XmlFile {
  readonly root: Xml;
  /** Prefixes of the file, "" for the default one; the outermost declaration of a prefix. */
  readonly namespaces: Readonly<Record<string, string>>;
}

/** Published in docs/limits.md. */
export const XML_LIMITS = {
  /** Elements one inside the other in a BPMN or DMN file. */
  depth: 200,
  /** Elements of a BPMN or DMN file. */
  elements: 200_000,
} as const;

const FIXED: Readonly<Record<string, string>> = {
  "http://www.omg.org/spec/BPMN/20100524/MODEL": "", "http://www.omg.org/spec/BPMN/20100524/DI": "bpmndi:", "http://www.omg.org/spec/DD/20100524/DC": "dc:", "http://www.omg.org/spec/DD/20100524/DI": "di:",
  "http://www.w3.org/2001/XMLSchema-instance": "xsi:", "http://www.w3.org/XML/1998/namespace": "xml:",
};

export const NAMESPACE_OF_PREFIX: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(FIXED).map(([uri, prefix]) => [prefix, uri]));
/** Of our own words in files of others. */
export const METALOOM_NAMESPACE = "https://metaloom.dev/bpmn";

/** What is wrong with the text as XML; `message` is a sentence. */
export class XmlError extends Error {}

type Scope = Readonly<Record<string, string>>;
interface Open {
  readonly element: Xml & { readonly children: (Xml | string)[]; readonly attributes: Record<string, string> };
  readonly scope: Scope;
}

/** Reads a text without document type (refused: entities are how files grow without bound). Throws XmlError. */
export function parseXml(text: string): XmlFile {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new XmlError("The file declares a document type or entities, which such files have no use for.");
  const open: Open[] = [];
  const namespaces: Record<string, string> = {};
  let root: Xml | undefined;
  let count = 0;
  const add = (value: string): void => void (open.at(-1) && value !== "" && (open.at(-1)!.element.children.push(value), undefined));
  const parser = new Parser();
  parser.on("openTag", (name: string, attributesOf: () => Record<string, string>, decode: (text: string) => string) => {
    if (open.length >= XML_LIMITS.depth) throw new XmlError(`Elements of the file lie more than ${XML_LIMITS.depth} deep.`);
    if (++count > XML_LIMITS.elements) throw new XmlError(`The file has more than ${XML_LIMITS.elements} elements.`);
    const raw = Object.entries(attributesOf()).map(([key, value]) => [key, decode(value)] as const);
    const declared = raw.flatMap(([key, uri]) => (key === "xmlns" ? [["", uri] as const] : key.startsWith("xmlns:") ? [[key.slice(6), uri] as const] : []));
    const scope: Scope = declared.length > 0 ? { ...open.at(-1)?.scope, ...Object.fromEntries(declared) } : (open.at(-1)?.scope ?? {});
    for (const [prefix, uri] of declared) namespaces[prefix] ??= uri;
    const attributes: Record<string, string> = {};
    for (const [key, value] of raw) if (key !== "xmlns" && !key.startsWith("xmlns:")) put(attributes, key, value, scope);
    const element = { name: canonical(name, scope, true), attributes, children: [] };
    if (open.length > 0) open.at(-1)!.element.children.push(element);
    else if (root) throw new XmlError("The file holds more than one document.");
    else root = element;
    open.push({ element, scope });
  });
  parser.on("closeTag", () => void open.pop());
  parser.on("text", (value: string, decode: (text: string) => string) => add(decode(value)));
  parser.on("cdata", add);
  parser.on("error", (error: Error) => {
    throw error instanceof XmlError ? error : new XmlError(`The file is broken: ${error.message.split("\n")[0]}.`);
  });
  parser.parse(text);
  if (!root) throw new XmlError("The file holds no element.");
  return { root: tidy(root), namespaces };
}

function put(attributes: Record<string, string>, key: string, value: string, scope: Scope): void {
  const name = canonical(key, scope, false);
  attributes[name] = name === "xsi:type" ? canonical(value.trim(), scope, true) : value;
}

/** A prefix nobody declared stays a part of the name. */
function canonical(name: string, scope: Scope, isElement: boolean): string {
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon);
  if (prefix === "" && !isElement) return name;
  const uri = prefix === "xml" ? NAMESPACE_OF_PREFIX["xml:"] : scope[prefix];
  if (uri === undefined) return prefix === "" ? `{}${name}` : name;
  return `${FIXED[uri] ?? `{${uri}}`}${name.slice(colon + 1)}`;
}

/** Drops white space between elements, and what is empty. */
function tidy(element: Xml): Xml {
  const inner = element.children ?? [];
  const joined: (Xml | string)[] = [];
  for (const child of inner) {
    if (typeof child === "string" && typeof joined.at(-1) === "string") joined.push(`${joined.pop() as string}${child}`);
    else joined.push(child);
  }
  const mixed = joined.some((child) => typeof child !== "string");
  const children = joined.filter((child) => typeof child !== "string" || !mixed || child.trim() !== "").map((child) => (typeof child === "string" ? child : tidy(child)));
  return { name: element.name, ...(Object.keys(element.attributes ?? {}).length > 0 && { attributes: element.attributes! }), ...(children.length > 0 && { children }) };
}

export const elementsOf = (element: Xml): readonly Xml[] => (element.children ?? []).filter((child) => typeof child !== "string");
export const textIn = (element: Xml): string => (element.children ?? []).filter((child) => typeof child === "string").join("");

/** The element and all below it, outside in. */
export function* allOf(element: Xml): Generator<Xml> {
  yield element;
  for (const child of elementsOf(element)) yield* allOf(child);
}
