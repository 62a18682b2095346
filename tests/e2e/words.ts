/** The words of the screens in one language: those of the interface from messages/, those of the application from the pack crm and its i18n. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatMessage, type Params } from "../../components/i18n/format";
import type { MessageKey, UiLanguage } from "../../components/i18n/messages";

export interface Words {
  readonly language: UiLanguage;
  t(key: MessageKey, params?: Params): string;
  entity(name: string): EntityWords;
  dashboard(name: string): { filter(id: string): string; widget(id: string): string };
  report(name: string): string;
  role(name: string): string;
}

interface EntityWords {
  readonly label: string;
  readonly plural: string;
  field(id: string): string;
  choice(field: string, id: string): string;
  action(name: string): string;
  /** Of the main form. */
  related(id: string): string;
  /** Of the main list. */
  quickFilter(id: string): string;
}

// Documents of the pack and their translations, whatever is in them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const PACK = "metadata/packs/crm";
const read = (...path: readonly string[]): Json => JSON.parse(readFileSync(join(...path), "utf8"));
const byId = (items: readonly Json[], id: string): Json => items.find((item) => item.id === id);

/** What is looked for must be there: a test that asks for a word nobody wrote says so. */
function word(value: unknown, what: string): string {
  if (typeof value !== "string") throw new Error(`There is no word for ${what}.`);
  return value;
}

export function wordsIn(language: UiLanguage): Words {
  const messages = read("messages", `${language}.json`);
  const said = language === "en" ? undefined : read(PACK, "i18n", `${language}.json`);
  /** The translation, or what the document says itself when it is asked for in English. */
  const pick = (what: string, translated: (all: Json) => unknown, own: () => unknown) => word(said ? translated(said) : own(), `${what} (${language})`);

  const entity = (name: string): EntityWords => {
    const folder = join(PACK, "entities", name);
    const document = read(folder, "entity.json");
    const fields = [...document.fields, ...(document.recordTypes ?? []).flatMap((type: Json) => type.fields ?? [])];
    const of = (all: Json) => all.entities[name];
    return {
      label: pick(name, (all) => of(all).label, () => document.label),
      plural: pick(name, (all) => of(all).plural, () => document.plural),
      field: (id) => pick(`${name}.${id}`, (all) => of(all).fields[id]?.label, () => byId(fields, id)?.label),
      choice: (field, id) => pick(`${name}.${field}.${id}`, (all) => of(all).fields[field]?.choices?.[id], () => byId(byId(fields, field).options.choices, id)?.label),
      action: (action) => pick(`${name}.${action}`, (all) => all.actions[`${name}.${action}`]?.label, () => read(folder, `action.${action}.json`).label),
      related: (id) => pick(`${name}, ${id}`, (all) => all.forms[`${name}.main`].related?.[id], () => byId(read(folder, "form.main.json").related, id)?.label),
      quickFilter: (id) => pick(`${name}, ${id}`, (all) => all.lists[`${name}.main`].quickFilters?.[id], () => byId(read(folder, "list.main.json").quickFilters, id)?.label),
    };
  };
  return {
    language,
    t: (key, params) => formatMessage(language, word(messages[key], key), params),
    entity,
    dashboard: (name) => {
      const document = read(PACK, "dashboards", `${name}.json`);
      const of = (all: Json) => all.dashboards[`crm.${name}`];
      return {
        filter: (id) => pick(id, (all) => of(all).filters?.[id], () => byId(document.filters, id)?.label),
        widget: (id) => pick(id, (all) => of(all).widgets?.[id]?.label, () => byId(document.tabs.flatMap((tab: Json) => tab.widgets), id)?.label),
      };
    },
    report: (name) => pick(name, (all) => all.reports[`crm.${name}`]?.label, () => read(PACK, "reports", `${name}.json`).label),
    role: (name) => pick(name, (all) => all.roles[`crm.${name}`]?.label, () => read(PACK, "roles", `${name}.json`).label),
  };
}
