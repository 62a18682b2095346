/** The words of the screens in one language: those of the interface from messages/, those of the applications from the packs, as the screens get them. */
import { readFileSync } from "node:fs";
import { formatMessage, type Params } from "../../components/i18n/format";
import type { MessageKey, UiLanguage } from "../../components/i18n/messages";
import type { ClientModel } from "../../runtime/model/client";
import { clientModelOf } from "../../runtime/permissions/client-model";
import { readingOf } from "../../runtime/queries/caller";
import { loadDocuments, modelOf, packDocuments } from "../helpers/fixtures";

export interface Words {
  readonly language: UiLanguage;
  t(key: MessageKey, params?: Params): string;
  /** Labels of an entity and what belongs to it. */
  entity(name: string): EntityWords;
  dashboard(name: string): { readonly label: string; filter(id: string): string; widget(id: string): string };
  report(name: string): string;
  role(name: string): string;
}

interface EntityWords {
  readonly label: string;
  readonly plural: string;
  field(name: string): string;
  choice(field: string, value: string): string;
  action(name: string): string;
  related(id: string): string;
  tab(id: string): string;
  quickFilter(id: string): string;
}

/** What is looked for must be there: a test that asks for a word that does not exist says so. */
function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`The packs have no ${what}.`);
  return thing;
}

const SYSTEM = { kind: "system", reason: "maintenance" } as const;
const packs = modelOf(loadDocuments(packDocuments("core", "crm")));

export function wordsIn(language: UiLanguage): Words {
  const messages = JSON.parse(readFileSync(`messages/${language}.json`, "utf8")) as Record<MessageKey, string>;
  const model = clientModelOf({ model: packs, principal: SYSTEM, user: { id: "", name: "", email: "", timeZone: "UTC", language }, language, access: (name) => readingOf(packs, SYSTEM).access(name) });
  return {
    language,
    t: (key, params) => formatMessage(language, found(messages[key], key), params),
    entity: (name) => entityWords(found(model.entities[name], name)),
    dashboard: (name) => {
      const dashboard = found(model.parts.dashboard?.find((one) => one.name === name), name);
      return {
        label: dashboard.label,
        filter: (id) => found(dashboard.filters.find((one) => one.id === id), id).label,
        widget: (id) => found(dashboard.tabs.flatMap((tab) => tab.widgets).find((one) => one.id === id), id).label,
      };
    },
    report: (name) => found(model.parts.report?.find((one) => one.name === name), name).label,
    role: (name) => found(packs.roles.get(name)?.label[language], name),
  };
}

function entityWords(entity: ClientModel["entities"][string]): EntityWords {
  const fieldOf = (name: string) => found(entity.fields.find((one) => one.name === name), `${entity.name}.${name}`);
  const form = found(entity.forms[0], `form of ${entity.name}`);
  return {
    label: entity.label,
    plural: entity.plural,
    field: (name) => fieldOf(name).label,
    choice: (name, value) => found((fieldOf(name).options.choices as { value: string; label: string }[]).find((one) => one.value === value), value).label,
    action: (name) => found(entity.actions.find((one) => one.name === name), name).label,
    related: (id) => found(form.related.find((one) => one.id === id)?.label, id),
    tab: (id) => found(form.tabs.find((one) => one.id === id), id).label,
    quickFilter: (id) => found(entity.lists.flatMap((list) => list.quickFilters).find((one) => one.id === id), id).label,
  };
}
