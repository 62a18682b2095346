/** Metadata of another system, in the shape between, → documents of a pack of ours. What cannot be said is told to the report. */
import { walkCondition, type Condition } from "../../expressions";
import { isFieldTypeName } from "../../fields/index";
import { fieldStorage } from "../../fields/server";
import { storageOf } from "../../fields/traits";
import { snakeCase } from "../../kernel/names";
import { copyJson, type JsonObject } from "../../model/patch";
import { documentPath, type DocumentKind } from "../../model/source";
import { HIDDEN_COLUMNS, SYSTEM_FIELD_NAMES } from "../../model/system-fields";
import type { Fidelity } from "./fidelity";
import { camel, Names, spoken, words } from "./names";
import type { ForeignEntity, ForeignField, ForeignSystem, ForeignTab } from "./shape";

export interface WriteOptions {
  /** Name of the pack. */
  readonly name: string;
  readonly label?: string;
  /** In front of every entity's name, where the plain names are taken already. */
  readonly prefix?: string;
}

/** A document with its place. */
export interface Written {
  readonly kind: DocumentKind;
  readonly path: string;
  readonly body: JsonObject;
}

/** Entities that are ours already, by the names others have for them. */
const OURS: Readonly<Record<string, string>> = { User: "user", Team: "team" };
/** System fields a column or an order may name. */
const isSystem = (name: string): boolean => SYSTEM_FIELD_NAMES.includes(name);

interface Making {
  readonly source: ForeignEntity;
  readonly name: string;
  readonly names: Names;
  /** For lines: the entity they belong to and the name of the reference to it. */
  readonly parent?: { readonly entity: string; readonly field: string };
}

class Writer {
  private readonly documents: Written[] = [];
  private readonly entityNames: Names;
  private readonly made = new Map<string, Making>();

  constructor(private readonly system: ForeignSystem, private readonly options: WriteOptions, private readonly report: Fidelity) {
    this.entityNames = new Names((name) => Object.values(OURS).includes(name) || name === "unit");
  }

  documentsOf(): readonly Written[] {
    const { name, label } = this.options;
    this.add("pack", name, undefined, { id: name, name, version: "1.0.0", label: words(label, spoken(name)), language: "en", requires: { core: "^1.0.0" } });
    const sources = this.system.entities.filter((entity) => !this.isOurs(entity));
    const children = new Set(sources.flatMap((entity) => entity.fields.flatMap((field) => (field.type === "children" ? [String(field.options?.["entity"])] : []))));
    for (const source of sources) if (!(source.isChild && children.has(source.name))) this.begin(source, source.name);
    // Lines belong to one entity each: a table used by several becomes several.
    for (const source of sources) for (const field of source.fields) if (field.type === "children") this.beginLines(source, field);
    for (const making of this.made.values()) this.entity(making);
    this.roles();
    this.menu();
    this.translations();
    return this.documents;
  }

  private isOurs(entity: ForeignEntity): boolean {
    const ours = Object.hasOwn(OURS, entity.name) ? OURS[entity.name] : undefined;
    if (ours) this.report.approximated("entity", "ours", entity.name, `It is ${ours} of the pack core; its own fields are left out.`);
    return ours !== undefined;
  }

  private add(kind: DocumentKind, name: string, entity: string | undefined, body: JsonObject): void {
    this.documents.push({ kind, path: documentPath(kind, name, entity ?? name), body });
  }

  private begin(source: ForeignEntity, key: string, parent?: { entity: string; label: string }): Making {
    const name = this.entityNames.of(this.options.prefix ? `${this.options.prefix} ${key}` : key);
    const names = new Names((candidate) => isSystem(candidate));
    const making: Making = { source, name, names, ...(parent ? { parent: { entity: parent.entity, field: names.of(parent.entity) } } : {}) };
    for (const field of source.fields) names.of(field.name);
    this.made.set(key, making);
    return making;
  }

  private linesKey = (owner: ForeignEntity, field: ForeignField): string => `${String(field.options?.["entity"])} of ${owner.name} ${field.name}`;

  private beginLines(owner: ForeignEntity, field: ForeignField): void {
    const child = String(field.options?.["entity"]);
    const source = this.system.entities.find((entity) => entity.name === child);
    const parent = this.made.get(owner.name);
    if (!source?.isChild || !parent) return;
    const isFirst = ![...this.made.values()].some((making) => making.source === source);
    if (!isFirst) this.report.approximated("entity", "shared lines", `${owner.name}.${field.name}`, "Lines of several entities became an entity each.");
    const making = this.begin(source, isFirst ? child : `${child} ${owner.name}${[...this.made.values()].some((one) => one.source === source && one.parent?.entity === parent.name) ? ` ${field.name}` : ""}`, { entity: parent.name, label: owner.label });
    this.made.set(this.linesKey(owner, field), making);
  }

  /** Our name of an entity of theirs. */
  private target(name: unknown): string | undefined {
    const word = String(name);
    return Object.hasOwn(OURS, word) ? OURS[word] : this.made.get(word)?.name;
  }

  private entity(making: Making): void {
    if (this.documents.some(({ path }) => path === documentPath("entity", making.name))) return;
    const { source, name, names, parent } = making;
    const own = source.fields.flatMap((field) => this.field(making, field) ?? []);
    const reference = parent ? [{ id: parent.field, name: parent.field, type: "reference", label: spoken(parent.entity), required: true, setOnce: true, options: { entity: parent.entity, onDelete: "cascade" } }] : [];
    const fields = freeColumns([...reference, ...own] as JsonObject[], (field) => this.report.dropped("field", String(field["type"]), `${source.name}.${String(field["name"])}`, "Another field needs its column."));
    const has = (field: string | undefined): field is string => field !== undefined && fields.some((one) => one["name"] === field);
    const isText = (field: JsonObject): boolean => ["text", "email", "phone", "url", "autonumber"].includes(String(field["type"]));
    const title = fields.find((field) => field["name"] === names.known(source.titleField ?? "") && isText(field)) ?? fields.find((field) => field["name"] === "name" && isText(field)) ?? fields.find(isText);
    const sort = source.sort && (isSystem(source.sort.field) ? source.sort.field : names.known(source.sort.field));
    const indexes = (source.indexes ?? []).map((columns) => columns.map((column) => names.known(column))).filter((columns) => columns.length > 0 && columns.length <= 16 && columns.every(has)) as string[][];
    this.add("entity", name, undefined, {
      id: name, name, label: words(source.label, name), ...(source.plural ? { plural: words(source.plural, name) } : {}), ...(source.icon ? { icon: source.icon } : {}), ...(source.description ? { description: source.description } : {}),
      ...(title ? { titleField: title["name"] } : {}), ...(sort && (isSystem(sort) || has(sort)) ? { defaultSort: [{ field: sort, direction: source.sort!.direction }] } : {}),
      fields, ...(parent ? { parent: parent.field } : {}), ...(indexes.length > 0 ? { indexes: indexes.slice(0, 30).map((columns, i) => ({ id: `i${i + 1}`, fields: columns })) } : {}),
    });
    this.form(making, fields);
    this.list(making, fields, title?.["name"] as string | undefined);
  }

  private field(making: Making, field: ForeignField): JsonObject | undefined {
    const name = making.names.of(field.name);
    const at = `${making.source.name}.${field.name}`;
    const made = this.related(making, field, at);
    if (!made) return undefined;
    const conditions = Object.fromEntries((["visibleWhen", "requiredWhen", "readOnlyWhen"] as const).flatMap((key) => {
      const condition = field[key] && this.condition(making, field[key], at, key);
      return condition ? [[key, condition]] : [];
    }));
    const fetchFrom = field.fetchFrom && this.path(making, field.fetchFrom);
    if (field.fetchFrom && !fetchFrom) this.report.dropped("flag", "fetchFrom", at, `There is no ${field.fetchFrom} among the files.`);
    return { id: name, name, type: made.type, label: words(field.label, name), ...copyJson(field.flags ?? {}), ...conditions, ...(fetchFrom ? { fetchFrom } : {}), ...(made.options && Object.keys(made.options).length > 0 ? { options: made.options } : {}) };
  }

  /** Type and options with our names of entities; undefined when it leads nowhere. */
  private related(making: Making, field: ForeignField, at: string): { type: string; options?: JsonObject } | undefined {
    const options: JsonObject = { ...field.options };
    if (field.type === "children") {
      const lines = this.made.get(this.linesKey(making.source, field));
      if (lines?.parent?.entity === making.name) return { type: "children", options: { entity: lines.name, field: lines.parent.field } };
      this.report.dropped("field", "children", at, "Its lines are not among the files.");
      return undefined;
    }
    if (field.type === "anyReference" && Array.isArray(options["entities"])) {
      const known = [...new Set(options["entities"].flatMap((one) => this.target(one) ?? []))];
      return { type: field.type, ...(known.length > 0 ? { options: { entities: known } } : {}) };
    }
    if (field.type !== "reference" && field.type !== "references") return { type: field.type, options };
    const target = this.target(options["entity"]);
    if (target === undefined) {
      this.report.dropped("field", field.type, at, `It leads to ${String(options["entity"])}, which is not among the files.`);
      return undefined;
    }
    return target === "user" && field.type === "reference" ? { type: "user" } : { type: field.type, options: { ...options, entity: target } };
  }

  /** "customer.phone" of theirs in our names. */
  private path(making: Making, path: string): string | undefined {
    const [first = "", second = ""] = path.split(".");
    const through = making.source.fields.find((field) => field.name === first);
    const target = through && this.made.get(String(through.options?.["entity"]));
    const [own, other] = [making.names.known(first), target?.names.known(second)];
    return own && other ? `${own}.${other}` : undefined;
  }

  private condition(making: Making, condition: Condition, at: string, key: string): Condition | undefined {
    const copy = copyJson(condition as unknown as JsonObject) as unknown as Condition;
    let unknown: string | undefined;
    walkCondition(copy, (node) => {
      if (!("field" in node)) return;
      const name = making.names.known(node.field) ?? making.names.known(`${node.field}Id`);
      if (name === undefined) unknown ??= node.field;
      else (node as { field: string }).field = name;
    });
    if (unknown === undefined) return copy;
    this.report.dropped("condition", key, at, `It tests ${unknown}, which is not among the fields.`);
    return undefined;
  }

  private form({ source, name, names }: Making, fields: readonly JsonObject[]): void {
    const known = new Map(fields.map((field) => [field["name"], field]));
    const shown = new Set<string>();
    const once = (field: string): string[] => {
      const ours = names.known(field);
      if (ours === undefined || !known.has(ours) || shown.has(ours)) return [];
      shown.add(ours);
      return [ours];
    };
    const all: readonly ForeignTab[] = source.form ?? [{ sections: [{ columns: 2, fields: source.fields.filter((field) => !field.hidden).map((field) => field.name) }] }];
    const tabs = all.slice(0, 30).map((tab, t) => ({
      id: `t${t + 1}`, label: words(tab.label, t === 0 ? "General" : `More ${t}`),
      sections: tab.sections.slice(0, 50).map((section, s) => ({
        id: `t${t + 1}s${s + 1}`, ...(section.label?.trim() ? { label: words(section.label, "") } : {}), columns: Math.min(3, Math.max(1, section.columns)), ...(section.collapsed ? { collapsed: true } : {}),
        fields: section.fields.flatMap(once).map((field) => ({ id: field, field })),
      })).filter((section) => section.fields.length > 0),
    })).filter((tab) => tab.sections.length > 0);
    if (tabs.length > 0) this.add("form", "main", name, { id: `${name}.main`, name: "main", entity: name, label: "Main", default: true, tabs });
  }

  private list({ source, name, names }: Making, fields: readonly JsonObject[], title: string | undefined): void {
    const isColumn = (field: string): boolean => isSystem(field) || fields.some((one) => one["name"] === field && !["children", "richText", "longText", "json", "secret", "code", "markdown"].includes(String(one["type"])));
    const wanted = (source.list ?? []).map((column) => names.known(column) ?? column).filter(isColumn);
    const columns = [...new Set([...(title ? [title] : []), ...(wanted.length > 0 ? wanted : fields.map((field) => String(field["name"])).filter(isColumn).slice(0, 6))])].slice(0, 20);
    if (columns.length > 0) this.add("list", "main", name, { id: `${name}.list`, name: "main", entity: name, label: words(source.plural, source.label), default: true, columns: columns.map((field) => ({ id: field, field })) });
  }

  private roles(): void {
    const names = new Names((name) => name === "administrator");
    const scope = (right: boolean | "own"): string => (right === "own" ? "own" : right ? "all" : "none");
    for (const role of this.system.roles) {
      const entities = Object.entries(role.entities).flatMap(([entity, rights]) => {
        const making = this.made.get(entity);
        if (!making || making.parent) return [];
        return [[making.name, { create: rights.create ? "all" : "none", read: scope(rights.read), update: scope(rights.update), delete: scope(rights.delete), export: rights.export === true, import: rights.import === true }] as const];
      });
      const name = names.of(role.name);
      if (entities.length > 0) this.add("role", name, undefined, { id: `${this.options.name}.${name}`, name, label: words(role.name, name), entities: Object.fromEntries(entities) });
    }
    if (this.system.roles.length > 0) return;
    const name = camel(`${this.options.name} user`);
    const entities = Object.fromEntries([...this.made.values()].filter(({ parent }) => !parent).map((making) => [making.name, { create: "all", read: "all", update: "all", delete: "all" }]));
    this.add("role", name, undefined, { id: name, name, label: words(undefined, `${spoken(this.options.name)} user`), entities });
    this.report.approximated("right", "roles", this.options.name, "Roles are not in these files: one role with all rights was made.");
  }

  private menu(): void {
    const { name, label } = this.options;
    const items = [...new Set([...this.made.values()].filter(({ parent }) => !parent).map((making) => making.name))].map((entity) => ({ id: entity, entity }));
    const groups = items.length <= 40 ? items : Array.from({ length: Math.ceil(items.length / 40) }, (_, i) => ({ id: `group${i + 1}`, label: `${i * 40 + 1}–${Math.min(items.length, (i + 1) * 40)}`, items: items.slice(i * 40, (i + 1) * 40) }));
    this.add("menu", name, undefined, { id: name, name, label: words(label, spoken(name)), order: 100, items: groups });
  }

  private translations(): void {
    for (const [language, byEntity] of Object.entries(this.system.words)) {
      const entities = Object.entries(byEntity).flatMap(([entity, said]) => {
        const making = this.made.get(entity);
        const document = making && this.documents.find(({ path }) => path === documentPath("entity", making.name));
        if (!making || !document) return [];
        const fields = (document.body["fields"] as JsonObject[]).flatMap((field) => {
          const theirs = making.source.fields.find((one) => making.names.known(one.name) === field["name"])?.name ?? "";
          const label = said.fields?.[theirs];
          const known = ((field["options"] as JsonObject | undefined)?.["choices"] ?? []) as { id: string }[];
          const choices = Object.fromEntries(Object.entries(said.choices?.[theirs] ?? {}).filter(([id, text]) => typeof text === "string" && text.trim() !== "" && known.some((choice) => choice.id === id)).map(([id, text]) => [id, words(text, id)]));
          const one = { ...(typeof label === "string" && label.trim() ? { label: words(label, "?") } : {}), ...(Object.keys(choices).length > 0 ? { choices } : {}) };
          return Object.keys(one).length > 0 ? [[field["id"] as string, one] as const] : [];
        });
        return [[making.name, { ...(said.label ? { label: words(said.label, "?") } : {}), ...(said.plural ? { plural: words(said.plural, "?") } : {}), ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}) }] as const];
      }).filter(([, said]) => Object.keys(said).length > 0);
      if (entities.length > 0) this.add("translation", language, undefined, { id: `${this.options.name}.${language}`, name: language, language, entities: Object.fromEntries(entities) });
    }
  }
}

/** Fields of which no two need the same column; those that lose are told. */
function freeColumns(fields: readonly JsonObject[], lost: (field: JsonObject) => void): JsonObject[] {
  const taken = new Set([...HIDDEN_COLUMNS, ...SYSTEM_FIELD_NAMES.map(snakeCase), "owner_id", "team_id", "unit_id"]);
  return fields.filter((field) => {
    const type = String(field["type"]);
    const options = (field["options"] ?? {}) as JsonObject;
    const columns = isFieldTypeName(type) && storageOf({ type, options }) === "columns" ? fieldStorage(type).columns(options).map(({ suffix }) => snakeCase(String(field["name"])) + suffix) : [];
    if (columns.some((column) => taken.has(column))) return lost(field), false;
    for (const column of columns) taken.add(column);
    return true;
  });
}

export const writeDocuments = (system: ForeignSystem, options: WriteOptions, report: Fidelity): readonly Written[] => new Writer(system, options, report).documentsOf();
