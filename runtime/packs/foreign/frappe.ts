/** Frappe and ERPNext: one JSON file for each DocType, anywhere below the folder. Form and list lie inside the list of fields there. */
import { parseJson } from "../../model/json";
import { isObject, type JsonObject } from "../../model/patch";
import { conditionOf } from "./expression";
import type { Fidelity } from "./fidelity";
import { choices, choiceValue, spoken } from "./names";
import type { ForeignEntity, ForeignField, ForeignFiles, ForeignRole, ForeignSystem, ForeignTab } from "./shape";

const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value : undefined);
const isSet = (value: unknown): boolean => value === 1 || value === true || value === "1";

const TYPES: Readonly<Record<string, readonly [type: string, note?: string]>> = {
  "Data": ["text"], "Small Text": ["longText"], "Text": ["longText"], "Long Text": ["longText"], "Text Editor": ["richText"], "Markdown Editor": ["markdown"], "Code": ["code"], "JSON": ["json"],
  "Int": ["integer"], "Long Int": ["integer"], "Float": ["decimal"], "Percent": ["percent"], "Check": ["boolean"], "Date": ["date"], "Datetime": ["dateTime"], "Time": ["time"], "Duration": ["duration"],
  "Attach": ["file"], "Attach Image": ["image"], "Rating": ["rating"], "Color": ["color"], "Password": ["secret"], "Phone": ["phone"],
  "Currency": ["decimal", "An amount; its currency stands in another field."], "HTML Editor": ["richText", "Texts are cleaned when they are saved."], "Geolocation": ["geo", "One point instead of shapes."],
  "Barcode": ["text", "The text without its picture."], "Signature": ["image", "A picture instead of drawing."], "Autocomplete": ["text", "A text without suggestions."], "Read Only": ["text", "A text nobody writes."], "Icon": ["text", "The name of the icon."],
};
const LAYOUT = new Set(["Section Break", "Column Break", "Tab Break", "Fold"]);
const NOTHING: Readonly<Record<string, string>> = { "HTML": "Text of the screen, no data.", "Button": "Buttons run code there.", "Heading": "Text of the screen, no data.", "Image": "Shows another field." };
/** Flags told as they are, by our name. */
const FLAGS: Readonly<Record<string, string>> = { reqd: "required", read_only: "readOnly", unique: "unique", no_copy: "noCopy", set_only_once: "setOnce", search_index: "index", in_global_search: "searchable", translatable: "translatable" };
const ELSEWHERE = new Set(["fieldname", "fieldtype", "label", "options", "default", "description", "placeholder", "fetch_from", "depends_on", "mandatory_depends_on", "read_only_depends_on", "precision", "length", "non_negative", "hidden", "in_list_view", "collapsible", "name", "idx", "doctype", "parent", "parentfield", "parenttype", "owner", "creation", "modified", "modified_by", "docstatus", "oldfieldname", "oldfieldtype"]);
const DROPPED: Readonly<Record<string, string>> = {
  permlevel: "Rights are given by field in roles here.", allow_on_submit: "There is no submitting here.", print_hide: "Printing has templates of its own.", in_standard_filter: "Every list can be filtered by every field.", in_filter: "Every list can be filtered by every field.",
  bold: "Looks only.", columns: "Looks only.", width: "Looks only.", print_width: "Looks only.", collapsible_depends_on: "Sections are shown or folded, not both.", ignore_user_permissions: "Rights here come from roles.", fetch_if_empty: "Fetching fills empty fields only, always.", in_preview: "Looks only.", allow_in_quick_entry: "Looks only.", report_hide: "Reports choose their own fields.",
};
/** Where people and their groups are ours already. */
const OURS: Readonly<Record<string, string>> = { User: "user" };

interface Doctype {
  readonly name: string;
  readonly body: JsonObject;
}

function doctypes(files: ForeignFiles, report: Fidelity): Doctype[] {
  return [...files].flatMap(([path, content]) => {
    if (!path.endsWith(".json")) return [];
    const json = parseJson(content);
    if (!json.ok) {
      report.dropped("file", "malformed", path, json.message);
      return [];
    }
    return (Array.isArray(json.value) ? json.value : [json.value]).flatMap((body): Doctype[] => {
      const name = isObject(body) ? text(body["name"]) : undefined;
      if (isObject(body) && name !== undefined && body["doctype"] === "DocType") return [{ name, body }];
      report.dropped("file", isObject(body) && typeof body["doctype"] === "string" ? body["doctype"] : "other", path, "Only DocTypes are read.");
      return [];
    });
  });
}

function flagsOf(at: string, field: JsonObject, type: string, report: Fidelity): JsonObject {
  const flags: JsonObject = {};
  for (const [key, value] of Object.entries(field)) {
    if (value === 0 || value === null || value === "" || value === false || ELSEWHERE.has(key)) continue;
    const ours = Object.hasOwn(FLAGS, key) ? FLAGS[key] : undefined;
    if (ours && isSet(value)) {
      report.mapped("flag", key, at);
      flags[ours] = true;
    } else if (!ours) report.dropped("flag", key, at, DROPPED[key] ?? "It has no counterpart here.");
  }
  if (text(field["description"])) flags["help"] = text(field["description"])!.slice(0, 2000);
  if (text(field["placeholder"])) flags["placeholder"] = text(field["placeholder"])!.slice(0, 200);
  const initial = text(field["default"]);
  if (initial !== undefined) {
    const value = literal(initial, type);
    if (value === undefined) report.dropped("flag", "default", at, "A default that is computed there, or of another form.");
    else {
      report.mapped("flag", "default", at);
      flags["default"] = value;
    }
  }
  return flags;
}

function literal(initial: string, type: string): unknown {
  if (type === "boolean") return initial === "1";
  if (type === "date" && /^today$/i.test(initial)) return { formula: "today()" };
  if (type === "dateTime" && /^now$/i.test(initial)) return { formula: "now()" };
  if (["integer", "decimal", "percent"].includes(type)) return Number.isFinite(Number(initial)) ? Number(initial) : undefined;
  if (type === "select") return choiceValue(initial);
  return ["text", "longText"].includes(type) && !initial.startsWith(":") && !initial.startsWith("__") ? initial : undefined;
}

const FORMATS: Readonly<Record<string, string>> = { Email: "email", Phone: "phone", URL: "url" };

function typed(at: string, field: JsonObject, all: ReadonlyMap<string, Doctype>, report: Fidelity): Pick<ForeignField, "type" | "options"> | undefined {
  const type = text(field["fieldtype"]) ?? "Data";
  const options = text(field["options"])?.trim();
  const say = (note?: string): void => (note === undefined ? report.mapped("field", type, at) : report.approximated("field", type, at, note));
  if (type === "Data" && options && Object.hasOwn(FORMATS, options)) return say(), { type: FORMATS[options]! };
  if (type === "Select") {
    const made = choices((text(field["options"]) ?? "").split("\n").map((value) => [value.trim()] as const));
    return made.length > 0 ? (say(), { type: "select", options: { choices: made } }) : (say("Its choices are made by code: a text."), { type: "text" });
  }
  if (type === "Link" || type === "Table MultiSelect") {
    const target = type === "Link" ? options : list(all.get(options ?? "")?.body["fields"]).map((inner) => (inner["fieldtype"] === "Link" ? text(inner["options"]) : undefined)).find(Boolean);
    if (target === undefined) return report.dropped("field", type, at, "The files do not say where it leads."), undefined;
    if (type === "Link" && Object.hasOwn(OURS, target)) return say(), { type: OURS[target]! };
    return say(type === "Link" ? undefined : "Straight to the records, without rows between."), { type: type === "Link" ? "reference" : "references", options: { entity: target } };
  }
  if (type === "Dynamic Link") return say("It may lead to any entity; the field that chose one stays beside it."), { type: "anyReference" };
  if (type === "Table") return options && all.has(options) ? (say(), { type: "children", options: { entity: options } }) : (report.dropped("field", type, at, "The table is not among the files."), undefined);
  const known = Object.hasOwn(TYPES, type) ? TYPES[type]! : undefined;
  if (!known) return report.dropped("field", type, at, NOTHING[type] ?? "There is no such type of field here."), undefined;
  say(known[1]);
  return { type: known[0], options: sizes(known[0], field) };
}

function sizes(type: string, field: JsonObject): JsonObject {
  const scale = Number(field["precision"]);
  return {
    ...(type === "decimal" && text(String(field["precision"] ?? "")) && scale >= 0 && scale <= 9 ? { scale } : {}),
    ...(type === "text" && Number(field["length"]) > 0 ? { maxLength: Number(field["length"]) } : {}),
    ...(["decimal", "integer"].includes(type) && isSet(field["non_negative"]) ? { min: 0 } : {}),
  };
}

function fieldOf(entity: string, field: JsonObject, all: ReadonlyMap<string, Doctype>, isFlag: (name: string) => boolean, report: Fidelity): ForeignField[] {
  const name = text(field["fieldname"]);
  const at = `${entity}.${name ?? "?"}`;
  if (name === undefined) return [];
  const made = typed(at, field, all, report);
  if (!made) return [];
  const when: Record<string, unknown> = {};
  for (const [theirs, ours] of [["depends_on", "visibleWhen"], ["mandatory_depends_on", "requiredWhen"], ["read_only_depends_on", "readOnlyWhen"]] as const) {
    const code = text(field[theirs]);
    if (code === undefined) continue;
    const condition = conditionOf(code, isFlag);
    if (condition) when[ours] = condition;
    if (condition) report.mapped("condition", theirs, at);
    else report.dropped("condition", theirs, at, "It is code that our conditions cannot say.");
  }
  const fetch = text(field["fetch_from"]);
  if (fetch) report.mapped("flag", "fetch_from", at);
  const flags = flagsOf(at, field, made.type, report);
  return [{ name, label: text(field["label"]) ?? spoken(name), ...made, flags: field["fieldtype"] === "Read Only" ? { ...flags, readOnly: true } : flags, ...when, ...(fetch ? { fetchFrom: fetch } : {}), ...(isSet(field["hidden"]) ? { hidden: true } : {}) }];
}

/** Sections and tabs out of the breaks between fields. */
function formOf(fields: readonly JsonObject[]): ForeignTab[] {
  const tabs: { label?: string; sections: { label?: string; collapsed?: boolean; columns: number; fields: string[] }[] }[] = [{ sections: [{ columns: 1, fields: [] }] }];
  for (const field of fields) {
    const type = field["fieldtype"];
    const tab = tabs.at(-1)!;
    if (type === "Tab Break") tabs.push({ label: text(field["label"]), sections: [{ columns: 1, fields: [] }] });
    else if (type === "Section Break") tab.sections.push({ label: text(field["label"]), columns: 1, fields: [], ...(isSet(field["collapsible"]) ? { collapsed: true } : {}) });
    else if (type === "Column Break") tab.sections.at(-1)!.columns = Math.min(3, tab.sections.at(-1)!.columns + 1);
    else if (typeof field["fieldname"] === "string" && !isSet(field["hidden"])) tab.sections.at(-1)!.fields.push(field["fieldname"]);
  }
  return tabs;
}

function entityOf({ name, body }: Doctype, all: ReadonlyMap<string, Doctype>, report: Fidelity): ForeignEntity {
  report.mapped("entity", isSet(body["istable"]) ? "child DocType" : "DocType", name);
  if (isSet(body["issingle"])) report.approximated("entity", "issingle", name, "An entity with one record instead of settings.");
  if (isSet(body["is_submittable"])) report.dropped("entity", "is_submittable", name, "Submitting, cancelling and amending are done with processes here.");
  if (isSet(body["is_tree"])) report.approximated("entity", "is_tree", name, "The reference to the parent stays; add a tree view.");
  if (text(body["autoname"])) report.approximated("entity", "autoname", name, "Records have an id of their own; add an autonumber if people need a number.");
  const raw = list(body["fields"]);
  const isFlag = (field: string): boolean => raw.some((one) => one["fieldname"] === field && one["fieldtype"] === "Check");
  const data = raw.filter((field) => !LAYOUT.has(String(field["fieldtype"])));
  for (const field of raw) if (LAYOUT.has(String(field["fieldtype"]))) report.mapped("layout", String(field["fieldtype"]), name);
  const sortField = text(body["sort_field"]);
  const system: Readonly<Record<string, string>> = { modified: "updatedAt", creation: "createdAt" };
  const searched = (text(body["search_fields"]) ?? "").split(",").map((one) => one.trim());
  const fields = data.flatMap((field) => fieldOf(name, field, all, isFlag, report)).map((field) => (searched.includes(field.name) && ["text", "longText"].includes(field.type) ? { ...field, flags: { ...field.flags, searchable: true } } : field));
  return {
    name, label: name, description: text(body["description"])?.slice(0, 2000), titleField: text(body["title_field"]), isChild: isSet(body["istable"]), fields,
    ...(sortField ? { sort: { field: system[sortField] ?? sortField, direction: String(body["sort_order"]).toLowerCase() === "asc" ? "asc" as const : "desc" as const } } : {}),
    form: formOf(raw), list: data.filter((field) => isSet(field["in_list_view"])).map((field) => String(field["fieldname"])),
  };
}

function rolesOf(all: readonly Doctype[], report: Fidelity): ForeignRole[] {
  const roles = new Map<string, Record<string, ForeignRole["entities"][string]>>();
  for (const { name, body } of all) for (const row of list(body["permissions"])) {
    const role = text(row["role"]);
    if (role === undefined) continue;
    if (Number(row["permlevel"]) > 0) {
      report.dropped("right", "permlevel", `${role} on ${name}`, "Rights on groups of fields are given field by field here.");
      continue;
    }
    report.mapped("right", "permission", `${role} on ${name}`);
    for (const right of ["submit", "cancel", "amend", "share", "print", "email", "report"]) if (isSet(row[right])) report.dropped("right", right, `${role} on ${name}`, "There is no such right here.");
    const scope = (key: string): boolean | "own" => (isSet(row[key]) ? (isSet(row["if_owner"]) ? "own" : true) : false);
    const rights = { create: isSet(row["create"]), read: scope("read"), update: scope("write"), delete: scope("delete"), export: isSet(row["export"]), import: isSet(row["import"]) };
    roles.set(role, { ...roles.get(role), [name]: rights });
  }
  return [...roles].map(([name, entities]) => ({ name, entities }));
}

export function readFrappe(files: ForeignFiles, report: Fidelity): ForeignSystem {
  const found = doctypes(files, report).filter(({ name }) => !Object.hasOwn(OURS, name));
  const all = new Map(found.map((one) => [one.name, one]));
  return { entities: [...all.values()].map((one) => entityOf(one, all, report)), roles: rolesOf([...all.values()], report), words: {} };
}
