"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { sameValue } from "../../runtime/forms/validate";
import type { ClientEntity, ClientForm } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { sayOn } from "../data/activity";
import { whenIdle } from "../data/idle";
import { useModel } from "../data/model";
import { useRecordsChanged, type RecordData } from "../data/records";
import { loadControl } from "../fields/control-part";
import { loadedControl } from "../fields/control-slot";
import type { FormStore } from "../forms/form-store";
import { useProblemText } from "../forms/problem-text";
import { useFormSummary } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { useToast } from "../ui/toast";
import { asNew } from "./as-new";
import { firstProblem, focusField } from "./record-form";
import { typedKey } from "./typed";
import { useAgain, useSave } from "./use-save";
import { useTyped } from "./use-typed";

interface Subject {
  entity: ClientEntity;
  record: RecordData;
  /** Only some fields are known yet. */
  isPartial: boolean;
  /** It was found to be there no longer. */
  isMissing: boolean;
  store: FormStore;
  form: ClientForm;
  openTab(id: string): void;
}

/**
 * Changing one record: begin, save, cancel, and what may come between (a conflict, a lost connection, a step that asks for more).
 *
 * - *base*: the record this edit began with; while one edits, newer versions wait for the save and its conflict check.
 * - *step*: label of the step that is being taken and asks for fields.
 * - *taken*: label of a step that was taken with one click and is to be commented on.
 * - *gone*: deleted by somebody else while one types. What was typed stays until it is saved as another record or given up.
 */
export function useEditing({ entity, record, isPartial, isMissing, store, form, openTab }: Subject) {
  const t = useT();
  const toast = useToast();
  const problemText = useProblemText();
  const router = useRouter();
  const { user, entities } = useModel();
  const key = typedKey(user.id, entity.name, record.id);
  const [base, setBase] = useState(record);
  const [editing, setEditing] = useState(false);
  const [focus, setFocus] = useState<string>();
  const [step, setStep] = useState<string>();
  const [taken, setTaken] = useState<string>();
  const [conflict, setConflict] = useState<RecordData>();
  const [isWaiting, setWaiting] = useState(false);
  const [isRefusedAsGone, setRefusedAsGone] = useState(false);
  const { dirty } = useFormSummary(store);
  const [isNew, setNew] = useState(false);
  const changed = useRecordsChanged();
  const { save, busy } = useSave(entity.name, key);
  const typed = useTyped(key, store, base);
  const isBusy = editing || step !== undefined || busy || isWaiting || conflict !== undefined;

  useEffect(() => {
    if (isBusy) return;
    setBase(record);
    store.reset(record, record, false, isPartial);
  }, [record, isPartial, isBusy, store]);

  const begin = (field?: string) => {
    setFocus(field);
    setEditing(true);
    if (field) focusField(field);
  };
  const edit = (field?: string) => (loadedControl() ? begin(field) : void loadControl().then(() => begin(field)));
  useEffect(() => whenIdle(() => void loadControl()), []);
  const end = (stored: RecordData) => {
    setBase(stored);
    store.reset(stored);
    setEditing(false);
    setStep(undefined);
    setWaiting(false);
    typed.drop();
  };
  const stop = () => end(base);
  const say = async (comment: string) => {
    try {
      await sayOn(entity.name, record.id, comment);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: t("record.notDone"), text: problemText(error) });
    }
  };
  const submit = async (from: RecordData = base, label = step, comment = "") => {
    if (!store.summary().dirty) return stop();
    const outcome = await save(store, store.situation.creating ? undefined : from);
    setWaiting(outcome.kind === "lost");
    if (outcome.kind === "saved" && store.situation.creating) {
      store.reset(outcome.record);
      typed.drop();
      toast({ title: t("record.created", { label: entity.label }) });
      router.replace(`/${entity.name}/${outcome.record.id}`);
    } else if (outcome.kind === "saved") {
      end(outcome.record);
      toast({ title: t("record.saved"), ...(label !== undefined && step === undefined && { action: { label: t("activity.comment"), run: () => setTaken(label) } }) });
      if (comment.trim() !== "") await say(comment.trim());
    } else if (outcome.kind === "gone") setRefusedAsGone(true);
    else if (outcome.kind === "conflict") setConflict(outcome.theirs);
    else if (outcome.kind === "refused") lead(label);
  };
  /** After a refusal: to the field that is wrong, on the page or in the dialog of the step. */
  const lead = (label: string | undefined) => {
    if (!editing && label !== undefined) return store.summary().invalid ? setStep(label) : stop();
    const problem = firstProblem(form, store);
    if (!problem) return;
    if (problem.tab !== undefined) openTab(problem.tab);
    focusField(problem.field);
  };
  const merge = (values: Readonly<Record<string, unknown>>) => {
    const theirs = conflict!;
    setConflict(undefined);
    setBase(theirs);
    store.reset(theirs, values);
    void submit(theirs);
  };
  /** Takes what a former visit left; a record that changed since then leads to the conflict when it is saved. */
  const restore = () => {
    const kept = typed.found!;
    const before = { ...record, ...kept.before, ...(kept.version === undefined ? {} : { version: kept.version }) } as RecordData;
    typed.take();
    setBase(before);
    store.reset(before, { ...before, ...kept.typed });
    edit();
  };
  /** Out of the trash again; what somebody else changed before deleting it is asked about when it is saved. */
  const bringBack = async () => {
    try {
      const back = await api<RecordData>(`/records/${entity.name}/${record.id}/restore`, { method: "POST", body: {} });
      const mine = store.changes();
      const isUntouched = entity.fields.every((field) => !Object.hasOwn(mine, field.name) || sameValue(field, base[field.name] ?? null, back[field.name] ?? null));
      changed(entity.name, back);
      setRefusedAsGone(false);
      if (!isUntouched) return;
      setBase(back);
      store.reset(back, { ...back, ...mine });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: t("record.notDone"), text: problemText(error) });
    }
  };
  /** Another record with the same words and what was typed. */
  const saveAsNew = () => {
    store.reset({}, asNew(entity.fields, base, store.values, entities), true);
    setNew(true);
    void submit();
  };
  useAgain(isWaiting && !busy, () => void submit());
  const isAtRisk = (editing || step !== undefined || isWaiting) && dirty;
  const isGone = isAtRisk && !isNew && (isMissing || isRefusedAsGone);

  return { base, editing, focus, step, setStep, taken, setTaken, conflict, closeConflict: () => setConflict(undefined), isWaiting, busy, isAtRisk, isGone, typed, edit, stop, submit, merge, restore, bringBack, saveAsNew };
}
