/** Corteza: YAML of namespaces: `modules` with their fields, and `pages` with blocks, which tell the form and the list of a module. */
import { parseAllDocuments } from "yaml";
import { isObject, type JsonObject } from "../../model/patch";
import type { Fidelity } from "./fidelity";
import { choices, spoken } from "./names";
import type { ForeignEntity, ForeignField, ForeignFiles, ForeignSystem, ForeignTab } from "./shape";

const object = (value: unknown): JsonObject => (isObject(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value : undefined);

/** Nodes of a map by their key, or of a list by their handle. */
function nodes(value: unknown): [string, JsonObject][] {
  if (Array.isArray(value)) return value.filter(isObject).map((node) => [text(node["handle"]) ?? text(node["name"]) ?? "", node]);
  return Object.entries(object(value)).map(([key, node]) => [key, object(node)]);
}

/** @throws never: a file that is no YAML, or refers to itself without end, is a finding. */
function documents(files: ForeignFiles, report: Fidelity): JsonObject[] {
  return [...files].filter(([path]) => /\.ya?ml$/.test(path)).flatMap(([path, content]) => parseAllDocuments(content).flatMap((document) => {
    try {
      if ("errors" in document && document.errors.length === 0) return [object(document.toJS({ maxAliasCount: 100 }))];
    } catch {
      // Aliases without end: told below like any other file that cannot be read.
    }
    report.dropped("file", "malformed", path, "It is no YAML.");
    return [];
  }));
}

/** Parts of a kind at the top of a document, and inside its namespaces. */
const partsOf = (all: readonly JsonObject[], kind: string): [string, JsonObject][] => all.flatMap((body) => [...nodes(body[kind]), ...nodes(body["namespaces"]).flatMap(([, namespace]) => nodes(namespace[kind]))]);

class Reader {
  constructor(private readonly all: readonly JsonObject[], private readonly report: Fidelity) {}

  system(): ForeignSystem {
    const pages = this.pages();
    const entities = partsOf(this.all, "modules").map(([name, body]) => this.entity(name, body, pages));
    for (const kind of ["workflows", "charts", "automation", "rbac", "allow", "deny", "roles"]) for (const [name] of partsOf(this.all, kind)) this.report.dropped(kind, kind, name, "It is not read; only modules and pages are.");
    return { entities, roles: [], words: {} };
  }

  private entity(name: string, body: JsonObject, pages: ReadonlyMap<string, Pick<ForeignEntity, "form" | "list">>): ForeignEntity {
    this.report.mapped("entity", "module", name);
    return { name, label: text(body["name"]) ?? spoken(name), fields: nodes(body["fields"]).flatMap(([field, given]) => this.field(name, text(given["name"]) ?? field, given)), ...pages.get(name) };
  }

  private field(entity: string, name: string, given: JsonObject): ForeignField[] {
    const at = `${entity}.${name}`;
    const kind = text(given["kind"]) ?? "String";
    const options = object(given["options"]);
    const made = this.typed(at, kind, options, given["multi"] === true || given["isMulti"] === true);
    if (!made) return [];
    const flags: JsonObject = {};
    if (given["required"] === true || given["isRequired"] === true) {
      this.report.mapped("flag", "required", at);
      flags["required"] = true;
    }
    const hint = text(options["hint"]) ?? text(object(options["description"])["view"]) ?? text(options["description"]);
    if (hint) flags["help"] = hint.slice(0, 2000);
    const initial = list(given["defaultValue"])[0];
    const value = isObject(initial) ? initial["value"] : initial;
    if (["string", "number"].includes(typeof value) && ["text", "longText", "select"].includes(made.type)) flags["default"] = String(value);
    for (const [key, what] of Object.entries(object(given["expressions"]))) if (list(what).length > 0 || text(what)) this.report.dropped("expression", key, at, "Expressions of the other system are written in another language.");
    if (given["private"] === true) this.report.dropped("flag", "private", at, "Mark personal data by hand.");
    return [{ name, label: text(given["label"]) ?? spoken(name), ...made, flags }];
  }

  private typed(at: string, kind: string, options: JsonObject, multi: boolean): Pick<ForeignField, "type" | "options"> | undefined {
    const say = (note?: string): void => (note === undefined ? this.report.mapped("field", kind, at) : this.report.approximated("field", kind, at, note));
    const target = text(options["module"]) ?? text(options["moduleID"]);
    switch (kind) {
      case "String": return multi ? (say("Several short texts."), { type: "tags" }) : (say(), { type: options["useRichTextEditor"] === true ? "richText" : options["multiLine"] === true ? "longText" : "text" });
      case "Number": return multi ? this.gone(at, kind, "There are no lists of numbers here.") : (say(), { type: "decimal", options: { scale: Math.min(9, Math.max(0, Number(options["precision"]) || 0)) } });
      case "Bool": return say(), { type: "boolean" };
      case "DateTime": return multi ? this.gone(at, kind, "There are no lists of moments here.") : (say(), { type: options["onlyDate"] === true ? "date" : options["onlyTime"] === true ? "time" : "dateTime" });
      case "Email": return multi ? (say("Several addresses as texts."), { type: "tags" }) : (say(), { type: "email" });
      case "Url": return multi ? (say("Several links as texts."), { type: "tags" }) : (say(), { type: "url" });
      case "User": return multi ? this.gone(at, kind, "One person only; several are members of a record.") : (say(), { type: "user" });
      case "File": return say(), { type: "file", options: multi ? { multiple: true } : {} };
      case "Geometry": return say("One point instead of shapes."), { type: "geo" };
      case "Record": return target === undefined || target === "0" ? this.gone(at, kind, "The file does not say where it leads.") : (say(), { type: multi ? "references" : "reference", options: { entity: target } });
      case "Select": {
        const made = choices(list(options["options"]).map((one) => (isObject(one) ? [String(one["value"] ?? one["text"] ?? ""), text(one["text"])] as const : [String(one)] as const)));
        return made.length === 0 ? (say("It has no choices: a text."), { type: multi ? "tags" : "text" }) : (say(), { type: multi ? "multiSelect" : "select", options: { choices: made } });
      }
      default: return this.gone(at, kind, "There is no such type of field here.");
    }
  }

  private gone(at: string, kind: string, note: string): undefined {
    this.report.dropped("field", kind, at, note);
    return undefined;
  }

  /** The record blocks of a module's page are its form, the columns of a list of its records its list. */
  private pages(): ReadonlyMap<string, Pick<ForeignEntity, "form" | "list">> {
    const found = new Map<string, { form?: ForeignTab[]; list?: string[] }>();
    const visit = (name: string, page: JsonObject): void => {
      const module = text(page["module"]);
      for (const block of list(page["blocks"]).map(object)) this.block(name, module, block, found);
      for (const [inner, below] of nodes(page["pages"] ?? page["children"])) visit(inner, below);
    };
    for (const [name, page] of partsOf(this.all, "pages")) visit(name, page);
    return found;
  }

  private block(page: string, module: string | undefined, block: JsonObject, found: Map<string, { form?: ForeignTab[]; list?: string[] }>): void {
    const kind = text(block["kind"]) ?? "?";
    const options = object(block["options"]);
    const fields = list(options["fields"]).map((field) => text(object(field)["name"]) ?? text(field) ?? "").filter(Boolean);
    const of = kind === "Record" ? module : text(options["module"]);
    if (of === undefined || (kind !== "Record" && kind !== "RecordList") || fields.length === 0) return this.report.dropped("layout", kind, page, "This kind of block is not read.");
    const entry = found.get(of) ?? {};
    if (kind === "Record") (entry.form ??= [{ sections: [] }])[0] = { sections: [...entry.form[0]!.sections, { label: text(block["title"]), columns: 2, fields }] };
    else entry.list ??= fields;
    found.set(of, entry);
    this.report.mapped("layout", kind, page);
  }
}

export const readCorteza = (files: ForeignFiles, report: Fidelity): ForeignSystem => new Reader(documents(files, report), report).system();
