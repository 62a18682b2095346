"use client";
import { createContext, useContext, useId, useMemo, useSyncExternalStore, type ReactNode } from "react";
import { sectionsOf } from "../../runtime/forms/layout";
import type { Values } from "../../runtime/forms/scope";
import type { FormFrame } from "../../runtime/forms/validate";
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { api } from "../data/api";
import { recordsPath, type RecordPage } from "../data/records";
import type { LoadBehind } from "./form-behind";
import { FormStore, type FieldSnapshot, type FormSetup, type FormSummary } from "./form-store";

interface FormPlace {
  readonly store: FormStore;
  /** Makes ids of inputs unique: a dialog over a form may have fields of the same names. */
  readonly prefix: string;
}

const Context = createContext<FormPlace | null>(null);

export function FormProvider({ store, children }: { store: FormStore; children: ReactNode }) {
  const prefix = useId();
  const place = useMemo(() => ({ store, prefix }), [store, prefix]);
  return <Context value={place}>{children}</Context>;
}

function useFormPlace(): FormPlace {
  const place = useContext(Context);
  if (!place) throw new Error("FormProvider is missing above this component.");
  return place;
}

export function useFormStore(): FormStore {
  return useFormPlace().store;
}

const nothing = (): void => undefined;
const noStore = (): (() => void) => nothing;
const LineContext = createContext<Values | null>(null);

/** Inside a grid of lines, "the record being edited" is the line; what the line does not have is asked of the record. */
export function LineValues({ line, children }: { line: Values; children: ReactNode }) {
  return <LineContext value={line}>{children}</LineContext>;
}

/** Values of a few fields of the record being edited; a control that names none is not drawn again when others change. Empty outside a form. */
export function useFieldValues(names: readonly string[]): Values {
  const store = useContext(Context)?.store;
  const line = useContext(LineContext);
  const read = () => (names.length === 0 ? "{}" : JSON.stringify(Object.fromEntries(names.map((name) => [name, line?.[name] ?? store?.values[name] ?? null]))));
  const text = useSyncExternalStore(store?.subscribe ?? noStore, read, read);
  return useMemo(() => JSON.parse(text) as Values, [text]);
}

/** Judges a field and its lines, for controls that change many values at once; outside a form it does nothing. */
export function useJudge(): (name: string) => void {
  return useContext(Context)?.store.inspect ?? nothing;
}

/** Id of a field's input in this form. */
export function useControlId(name: string): string {
  return `${useFormPlace().prefix}-${name}`;
}

/** One field of the form; redraws only when it changes. Undefined for a name the form does not know. */
export function useField(name: string): FieldSnapshot | undefined {
  const store = useFormStore();
  const read = () => store.field(name);
  return useSyncExternalStore(store.subscribe, read, read);
}

export function useFormSummary(store: FormStore): FormSummary {
  return useSyncExternalStore(store.subscribe, store.summary, store.summary);
}

/** All values, for parts that depend on many (visibility of sections). */
export function useFormValues(store: FormStore): FormStore["values"] {
  const read = () => store.values;
  return useSyncExternalStore(store.subscribe, read, read);
}

/** One fact about the form (which tabs are shown, whether something is wrong): draws again only when the fact changes, not on every keystroke. */
export function useFormFact<T extends string | number | boolean | undefined>(store: FormStore, read: () => T): T {
  return useSyncExternalStore(store.subscribe, read, read);
}

/** What rules inside a form may know: the person, now, the other entities, and the records it points at. */
export function useFormFrame(fields: readonly ClientField[], recordTypes: FormFrame["recordTypes"]): FormSetup {
  const { user, entities } = useModel();
  return useMemo(
    () => ({ fields, recordTypes, entities, load: loadBehind, env: { user: { id: user.id, teams: [], units: [], unitTree: [], roles: [] }, now: new Date(), timeZone: user.timeZone } }),
    [fields, recordTypes, entities, user],
  );
}

/** As many records as one question may ask for. */
const AT_ONCE = 200;

const loadBehind: LoadBehind = async (entity, ids, paths) => {
  const page = await api<RecordPage>(recordsPath(entity, { fields: ["id", ...paths], filter: { field: "id", op: "in", value: ids.slice(0, AT_ONCE) }, limit: AT_ONCE, count: "none" }));
  return page.items;
};

/** The frame of an entity's records: with what its forms and actions ask. */
export function useEntityFrame(entity: ClientEntity): FormSetup {
  const frame = useFormFrame(entity.fields, entity.recordTypes);
  return useMemo(() => ({ ...frame, layout: layoutOf(entity) }), [frame, entity]);
}

function layoutOf({ forms, actions }: ClientEntity): Condition[] {
  const sections = forms.flatMap(sectionsOf);
  return [...forms.flatMap((form) => [form.when, ...form.tabs.map((tab) => tab.visibleWhen)]), ...sections.map((section) => section.visibleWhen), ...actions.map((action) => action.when)].filter((condition) => condition !== undefined);
}
