/** Trees → XML text, with the prefixes a file had, or ours. */
import { elementsOf, METALOOM_NAMESPACE, NAMESPACE_OF_PREFIX, type Xml } from "./xml";

/** Indented; text beside elements stays as it is. `namespaces`: prefixes to declare, "" for the default one. */
export function writeXml(root: Xml, namespaces: Readonly<Record<string, string>>): string {
  const prefixes = new Prefixes(namespaces);
  const body = write(root, prefixes, "", namespaces[""] ?? (Object.values(namespaces).includes(uriOf(root.name)) ? "" : uriOf(root.name)));
  const declared = prefixes.declarations().map(([prefix, uri]) => ` ${prefix === "" ? "xmlns" : `xmlns:${prefix}`}="${attribute(uri)}"`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body.replace(/^<[^\s/>]+/, (tag) => `${tag}${declared}`)}\n`;
}

/** `outside`: the default namespace where the element stands. */
function write(element: Xml, prefixes: Prefixes, indent: string, outside: string): string {
  const tag = prefixes.element(element.name);
  const own = tag.includes(":") ? outside : uriOf(element.name);
  const attributes = (own === outside ? "" : ` xmlns="${attribute(own)}"`) + Object.entries(element.attributes ?? {}).map(([name, value]) => ` ${prefixes.attribute(name)}="${attribute(name === "xsi:type" ? prefixes.element(value) : value)}"`).join("");
  const children = element.children ?? [];
  if (children.length === 0) return `<${tag}${attributes}/>`;
  if (elementsOf(element).length < children.length) return `<${tag}${attributes}>${children.map((child) => (typeof child === "string" ? content(child) : write(child, prefixes, "", own))).join("")}</${tag}>`;
  const deeper = `${indent}  `;
  return `<${tag}${attributes}>\n${elementsOf(element).map((child) => `${deeper}${write(child, prefixes, deeper, own)}\n`).join("")}${indent}</${tag}>`;
}

class Prefixes {
  private readonly ofElements = new Map<string, string>();
  private readonly ofAttributes = new Map<string, string>();
  private readonly taken: Record<string, string>;

  constructor(given: Readonly<Record<string, string>>) {
    this.taken = { ...given };
    for (const [prefix, uri] of Object.entries(given)) {
      if (!this.ofElements.has(uri)) this.ofElements.set(uri, prefix);
      if (prefix !== "" && !this.ofAttributes.has(uri)) this.ofAttributes.set(uri, prefix);
    }
  }

  element = (name: string): string => this.qualified(name, this.ofElements);
  attribute = (name: string): string => (/^\{|:/.test(name) ? this.qualified(name, this.ofAttributes) : name);
  declarations = (): readonly (readonly [string, string])[] => Object.entries(this.taken);

  private qualified(name: string, known: Map<string, string>): string {
    const { uri, local, wish } = split(name);
    if (uri === undefined) return name;
    if (wish === "xml") return `xml:${local}`;
    if (uri === "") return local;
    let prefix = known.get(uri);
    if (prefix === undefined) {
      prefix = wish;
      for (let number = 1; prefix in this.taken; number++) prefix = `ns${number}`;
      this.taken[prefix] = uri;
      known.set(uri, prefix);
    }
    return prefix === "" ? local : `${prefix}:${local}`;
  }
}

const uriOf = (name: string): string => split(name).uri ?? "";

function split(name: string): { readonly uri?: string; readonly local: string; readonly wish: string } {
  const foreign = /^\{([^}]*)\}(.*)$/s.exec(name);
  if (foreign) return { uri: foreign[1]!, local: foreign[2]!, wish: foreign[1] === METALOOM_NAMESPACE ? "metaloom" : "ns1" };
  const [, prefix = "", local = name] = /^(\w+:)?(.*)$/s.exec(name) ?? [];
  const uri = NAMESPACE_OF_PREFIX[prefix];
  return { ...(uri !== undefined && { uri }), local, wish: prefix.slice(0, -1) || "bpmn" };
}

// Characters XML 1.0 has no way to write are left out.
const legal = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
const content = (text: string): string => legal(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\r/g, "&#13;");
const attribute = (text: string): string => content(text).replace(/"/g, "&quot;").replace(/\n/g, "&#10;").replace(/\t/g, "&#9;");
