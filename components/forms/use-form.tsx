"use client";
import { createContext, useContext, useId, useMemo, useSyncExternalStore, type ReactNode } from "react";
import type { FormFrame } from "../../runtime/forms/validate";
import type { ClientField } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { FormStore, type FieldSnapshot, type FormSummary } from "./form-store";

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

/** What rules inside a form may know: the person, now, the other entities. */
export function useFormFrame(fields: readonly ClientField[], recordTypes: FormFrame["recordTypes"]): FormFrame {
  const { user, entities } = useModel();
  return useMemo(
    () => ({ fields, recordTypes, entities, env: { user: { id: user.id, teams: [], units: [], unitTree: [], roles: [] }, now: new Date(), timeZone: user.timeZone } }),
    [fields, recordTypes, entities, user],
  );
}
