/**
 * EspoCRM: `metadata/entityDefs/<Entity>.json`, `metadata/logicDefs` or `clientDefs` (dynamic logic), `layouts/<Entity>/{detail,list}.json`,
 * `i18n/<language>/<Entity>.json`; the folder may be a whole module, `custom/Espo/Custom` or `Resources`.
 */
import type { Condition } from "../../expressions";
import { parseJson } from "../../model/json";
import { isObject, type JsonObject } from "../../model/patch";
import type { Fidelity } from "./fidelity";
import { choices, choiceValue, spoken } from "./names";
import type { ForeignEntity, ForeignField, ForeignFiles, ForeignSystem, ForeignTab, ForeignWords } from "./shape";

const object = (value: unknown): JsonObject => (isObject(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Fields every record of ours has. */
const SYSTEM: Readonly<Record<string, string>> = { id: "id", createdAt: "createdAt", modifiedAt: "updatedAt", createdBy: "createdBy", modifiedBy: "updatedBy", assignedUser: "owner", deleted: "the trash", versionNumber: "version" };

/** Plain types: ours, and whether something is lost. */
const TYPES: Readonly<Record<string, readonly [type: string, note?: string]>> = {
  varchar: ["text"], text: ["longText"], wysiwyg: ["richText"], int: ["integer"], float: ["decimal"], currency: ["money"], decimal: ["decimal"], bool: ["boolean"], date: ["date"], datetime: ["dateTime"],
  email: ["email"], phone: ["phone"], url: ["url"], address: ["address"], personName: ["personName"], file: ["file"], image: ["image"], array: ["tags"], jsonObject: ["json"], jsonArray: ["json"], colorpicker: ["color"],
  datetimeOptional: ["dateTime", "A moment; the day alone is not told apart."], attachmentMultiple: ["file", "Several files in one field."], urlMultiple: ["tags", "Links as texts."], barcode: ["text", "The text without its picture."],
  number: ["autonumber"], autoincrement: ["autonumber"], enumInt: ["integer", "A number without its choices."], enumFloat: ["decimal", "A number without its choices."], duration: ["integer", "Seconds, as stored there."], password: ["secret"],
};
const SELECTS: Readonly<Record<string, string>> = { enum: "select", multiEnum: "multiSelect", checklist: "multiSelect" };
const FLAGS_LEFT: Readonly<Record<string, string>> = { view: "Screens are made by our own field types.", notStorable: "Not stored there.", pattern: "Patterns of the other system are written in another way." };
const FLAGS_KNOWN = new Set(["type", "required", "readOnly", "audited", "default", "maxLength", "min", "max", "tooltip", "options", "style", "index", "isPersonalData", "readOnlyAfterCreate", "entity", "isCustom", "entityList", "unique", "prefix", "padLength", "nextNumber"]);
const COLORS: Readonly<Record<string, string>> = { success: "green", danger: "red", warning: "orange", primary: "blue", info: "teal", default: "gray" };

class Reader {
  private readonly documents = new Map<string, JsonObject>();

  constructor(files: ForeignFiles, private readonly report: Fidelity) {
    for (const [path, content] of files) {
      const json = path.endsWith(".json") ? parseJson(content) : undefined;
      if (json && !json.ok) report.dropped("file", "malformed", path, json.message);
      else if (json?.ok && (isObject(json.value) || Array.isArray(json.value))) this.documents.set(path, Array.isArray(json.value) ? { list: json.value } : json.value as JsonObject);
    }
  }

  system(): ForeignSystem {
    const entities = [...this.documents].flatMap(([path, body]) => {
      const name = /(?:^|\/)entityDefs\/([A-Za-z0-9]+)\.json$/.exec(path)?.[1];
      return name !== undefined && Object.hasOwn(body, "fields") ? [this.entity(name, body)] : [];
    });
    for (const path of this.documents.keys()) if (!/(^|\/)(entityDefs|logicDefs|clientDefs|layouts|i18n)\//.test(path)) this.report.dropped("file", path.split("/").slice(-2)[0] ?? path, path, "This kind of file has no counterpart.");
    return { entities, roles: [], words: this.words(entities) };
  }

  private at(kind: string, name: string): JsonObject {
    const end = `/${kind}/${name}.json`;
    return [...this.documents].find(([path]) => `/${path}`.endsWith(end))?.[1] ?? {};
  }

  private entity(name: string, body: JsonObject): ForeignEntity {
    this.report.mapped("entity", "entityDefs", name);
    const words = this.at("i18n/en_US", name);
    const global = this.at("i18n/en_US", "Global");
    const logic = object(this.at("logicDefs", name)["fields"] ?? object(this.at("clientDefs", name)["dynamicLogic"])["fields"]);
    const links = object(body["links"]);
    const fields = Object.entries(object(body["fields"])).flatMap(([field, given]) => this.field(name, field, object(given), object(links[field]), words, object(logic[field])));
    const collection = object(body["collection"]);
    const orderBy = text(collection["orderBy"]);
    const searched = list(collection["textFilterFields"]).map(String);
    return {
      name, label: text(object(global["scopeNames"])[name]) ?? spoken(name), plural: text(object(global["scopeNamesPlural"])[name]),
      fields: fields.map((field) => (searched.includes(field.name) && ["text", "longText"].includes(field.type) ? { ...field, flags: { ...field.flags, searchable: true } } : field)),
      ...(orderBy ? { sort: { field: SYSTEM[orderBy] ?? orderBy, direction: collection["order"] === "asc" ? "asc" as const : "desc" as const } } : {}),
      form: this.form(name), list: list(this.at(`layouts/${name}`, "list")["list"]).flatMap((column) => text(object(column)["name"]) ?? []),
      indexes: Object.values(object(body["indexes"])).map((index) => list(object(index)["columns"]).map((column) => String(column).replace(/Id$/, ""))),
    };
  }

  private field(entity: string, name: string, given: JsonObject, link: JsonObject, words: JsonObject, logic: JsonObject): ForeignField[] {
    const at = `${entity}.${name}`;
    const type = text(given["type"]) ?? "base";
    if (Object.hasOwn(SYSTEM, name)) {
      this.report.mapped("field", type, at, `the system field ${SYSTEM[name]}`);
      return [];
    }
    if (given["notStorable"] === true && !["personName", "address", "email", "phone", "link", "linkMultiple", "attachmentMultiple"].includes(type)) {
      this.report.dropped("field", type, at, "Computed there by code, not stored.");
      return [];
    }
    const made = this.typed(at, type, name, given, link, object(object(words["options"])[name]));
    if (!made) return [];
    const label = text(object(words["fields"])[name]) ?? spoken(name);
    return [{ name, label, ...made, flags: { ...this.flags(at, given, made.type), ...made.flags, ...this.help(given, words, name) }, ...this.logic(at, logic) }];
  }

  private typed(at: string, type: string, name: string, given: JsonObject, link: JsonObject, labels: JsonObject): Pick<ForeignField, "type" | "options" | "flags"> | undefined {
    const target = text(link["entity"]) ?? text(given["entity"]);
    const size = { ...(typeof given["maxLength"] === "number" && type === "varchar" ? { maxLength: given["maxLength"] } : {}), ...this.bounds(type, given) };
    if (Object.hasOwn(SELECTS, type)) {
      const made = choices(list(given["options"]).map((value) => [String(value), text(labels[String(value)]), COLORS[String(object(given["style"])[String(value)])]] as const));
      if (made.length === 0) {
        this.report.approximated("field", type, at, "Its choices are not in the files: a text.");
        return { type: type === "enum" ? "text" : "tags" };
      }
      this.report.mapped("field", type, at);
      return { type: SELECTS[type]!, options: { choices: made } };
    }
    if (["link", "linkOne", "linkMultiple"].includes(type)) {
      if (target === undefined) {
        this.report.dropped("field", type, at, "The files do not say where it leads.");
        return undefined;
      }
      this.report.mapped("field", type, at);
      return { type: type === "linkMultiple" ? "references" : "reference", options: { entity: target } };
    }
    if (type === "linkParent") {
      this.report.mapped("field", type, at);
      const entities = list(given["entityList"]).map(String);
      return { type: "anyReference", ...(entities.length > 0 ? { options: { entities } } : {}) };
    }
    const known = Object.hasOwn(TYPES, type) ? TYPES[type]! : undefined;
    if (!known) {
      this.report.dropped("field", type, at, "There is no such type of field here.");
      return undefined;
    }
    if (known[1]) this.report.approximated("field", type, at, known[1]);
    else this.report.mapped("field", type, at);
    if (known[0] === "autonumber") return { type: "autonumber", options: { format: `${(text(given["prefix"]) ?? "").replace(/[{}]/g, "")}{${"0".repeat(Math.min(9, Math.max(1, Number(given["padLength"]) || 5)))}}` } };
    return { type: known[0], options: { ...size, ...(type === "attachmentMultiple" ? { multiple: true } : {}) } };
  }

  private bounds(type: string, given: JsonObject): JsonObject {
    if (!["int", "float", "currency", "decimal"].includes(type)) return {};
    return Object.fromEntries(["min", "max"].flatMap((key) => (typeof given[key] === "number" ? [[key, given[key]]] : [])));
  }

  private flags(at: string, given: JsonObject, type: string): JsonObject {
    const pairs = [["required", "required"], ["readOnly", "readOnly"], ["audited", "audited"], ["index", "index"], ["isPersonalData", "personalData"], ["readOnlyAfterCreate", "setOnce"], ["unique", "unique"]] as const;
    const flags: JsonObject = {};
    for (const [theirs, ours] of pairs) {
      if (given[theirs] !== true) continue;
      this.report.mapped("flag", theirs, at);
      flags[ours] = true;
    }
    const initial = given["default"];
    if (initial !== undefined && initial !== null && initial !== "") {
      if (typeof initial === "string" && initial.startsWith("javascript:")) this.report.dropped("flag", "default", at, "A default made by code.");
      else {
        this.report.mapped("flag", "default", at);
        flags["default"] = type === "select" ? choiceValue(String(initial)) : initial;
      }
    }
    for (const key of Object.keys(given).filter((key) => !FLAGS_KNOWN.has(key))) this.report.dropped("flag", key, at, FLAGS_LEFT[key] ?? "It has no counterpart here.");
    return flags;
  }

  private help(given: JsonObject, words: JsonObject, name: string): JsonObject {
    const help = given["tooltip"] === true ? text(object(words["tooltips"])[name]) : undefined;
    return help ? { help: help.slice(0, 2000) } : {};
  }

  private logic(at: string, logic: JsonObject): Pick<ForeignField, "visibleWhen" | "requiredWhen" | "readOnlyWhen"> {
    const found: Record<string, Condition> = {};
    for (const [theirs, ours] of [["visible", "visibleWhen"], ["required", "requiredWhen"], ["readOnly", "readOnlyWhen"]] as const) {
      const group = object(logic[theirs])["conditionGroup"];
      if (!Array.isArray(group)) continue;
      const conditions = group.map((item) => condition(object(item)));
      if (conditions.some((one) => one === undefined)) this.report.dropped("condition", theirs, at, "It tests something our conditions cannot.");
      else {
        this.report.mapped("condition", theirs, at);
        found[ours] = conditions.length === 1 ? conditions[0]! : { all: conditions as Condition[] };
      }
    }
    return found;
  }

  private form(name: string): ForeignTab[] | undefined {
    const panels = list(this.at(`layouts/${name}`, "detail")["list"]).map(object);
    if (panels.length === 0) return undefined;
    this.report.mapped("layout", "detail", name);
    const tabs: { label?: string; sections: { label?: string; collapsed?: boolean; columns: number; fields: string[] }[] }[] = [];
    for (const panel of panels) {
      if (tabs.length === 0 || panel["tabBreak"] === true) tabs.push({ label: text(panel["tabLabel"]), sections: [] });
      const rows = list(panel["rows"]).map(list);
      const fields = rows.flat().flatMap((cell) => text(object(cell)["name"]) ?? []);
      tabs.at(-1)!.sections.push({ label: text(panel["customLabel"]) ?? text(panel["label"]), columns: Math.min(2, Math.max(1, ...rows.map((row) => row.length))), fields });
    }
    return tabs;
  }

  private words(entities: readonly ForeignEntity[]): ForeignWords {
    const words: Record<string, Record<string, object>> = {};
    for (const [path, body] of this.documents) {
      const [, tag, scope] = /(?:^|\/)i18n\/([a-z]{2})_[A-Z]{2}\/([A-Za-z0-9]+)\.json$/.exec(path) ?? [];
      if (!tag || !scope || tag === "en") continue;
      const language = (words[tag] ??= {});
      if (scope === "Global") for (const entity of entities) language[entity.name] = { ...language[entity.name], label: text(object(body["scopeNames"])[entity.name]), plural: text(object(body["scopeNamesPlural"])[entity.name]) };
      else if (entities.some((entity) => entity.name === scope)) language[scope] = { ...language[scope], fields: body["fields"], choices: body["options"] };
      this.report.mapped("words", tag, path);
    }
    return words as ForeignWords; // words of any other form are refused by the writer
  }
}

const OPERATORS: Readonly<Record<string, readonly [op: string, hasValue: boolean]>> = {
  equals: ["eq", true], isTrue: ["isTrue", false], isFalse: ["isFalse", false], isEmpty: ["isEmpty", false], isNotEmpty: ["isNotEmpty", false], in: ["in", true], contains: ["contains", true],
  greaterThan: ["gt", true], lessThan: ["lt", true], greaterThanOrEquals: ["gte", true], lessThanOrEquals: ["lte", true],
};

/** One test of dynamic logic; undefined when ours has no such test. */
function condition(item: JsonObject): Condition | undefined {
  const type = text(item["type"]) ?? "";
  const inner = (): (Condition | undefined)[] => list(item["value"]).map((one) => condition(object(one)));
  if (type === "and" || type === "or") {
    const all = inner();
    return all.every((one) => one !== undefined) ? (type === "and" ? { all: all as Condition[] } : { any: all as Condition[] }) : undefined;
  }
  if (type === "not") {
    const one = condition(object(item["value"]));
    return one && { not: one };
  }
  if (type === "notEquals" || type === "notIn") {
    const one = condition({ ...item, type: type === "notEquals" ? "equals" : "in" });
    return one && { not: one };
  }
  const attribute = text(item["attribute"])?.replace(/Id$/, "");
  const known = Object.hasOwn(OPERATORS, type) ? OPERATORS[type]! : undefined;
  if (attribute === undefined || !known || attribute.startsWith("$")) return undefined;
  return { field: attribute, op: known[0], ...(known[1] ? { value: item["value"] } : {}) } as Condition; // the pack is checked as a whole before it is written
}

export const readEspo = (files: ForeignFiles, report: Fidelity): ForeignSystem => new Reader(files, report).system();
