"use client";
/**
 * Changes made by dragging. A *change* is shown at once, sent, and taken back with a message when it is refused; where the record
 * lacks something in its new place, a dialog asks for just that. Changes of one record go one after the other.
 */
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { isWritable } from "../../runtime/forms/state";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { sayOn } from "../data/activity";
import { api, ApiError } from "../data/api";
import type { RecordData } from "../data/records";
import { FormStore } from "../forms/form-store";
import { useEntityFrame } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { useSave } from "../records/use-save";
import { useToast } from "../ui/toast";

const StageDialog = dynamic(() => import("../records/stage-dialog").then((module) => module.StageDialog), { ssr: false });

export type Change = Readonly<Record<string, unknown>>;

export interface Changes {
  /** Rows as they are shown before the server has answered, by id. */
  readonly pending: ReadonlyMap<string, RecordData>;
  /** `step` is what the new place is called. Resolves to false when it was taken back. */
  change(row: RecordData, values: Change, step: string): Promise<boolean>;
  readonly dialog: ReactNode;
}

interface Asked {
  readonly store: FormStore;
  readonly record: RecordData;
  readonly step: string;
  done(saved: boolean): void;
}

/** May this person change the field of records at all? Which records, the server says. */
export const mayChange = (entity: ClientEntity, field: ClientField | undefined): boolean => field !== undefined && entity.rights.update && isWritable(field) && !field.setOnce;

export function useChanges(entity: ClientEntity): Changes {
  const t = useT();
  const toast = useToast();
  const client = useQueryClient();
  const frame = useEntityFrame(entity);
  const { save, busy } = useSave(entity.name);
  const [pending, setPending] = useState<ReadonlyMap<string, RecordData>>(new Map());
  const [asked, setAsked] = useState<Asked>();
  const versions = useRef(new Map<string, number>());
  const queue = useRef(new Map<string, Promise<boolean>>());

  const ask = useCallback(
    async (row: RecordData, values: Change, step: string, error: ApiError): Promise<boolean> => {
      const record = await api<RecordData>(`/records/${entity.name}/${row.id}`);
      const store = new FormStore(frame, { creating: false, stored: record, values: { ...record, ...values } });
      store.refuse(error.issues);
      return new Promise((resolve) => setAsked({ store, record, step, done: resolve }));
    },
    [entity.name, frame],
  );

  const send = useCallback(
    async (row: RecordData, values: Change, step: string): Promise<boolean> => {
      const version = Math.max(Number(row.version ?? 0), versions.current.get(row.id) ?? 0);
      try {
        const record = await api<RecordData>(`/records/${entity.name}/${row.id}`, { method: "PATCH", body: { ...bodyOf(values), version }, idempotencyKey: crypto.randomUUID() });
        versions.current.set(row.id, Number(record.version));
        client.setQueryData(["record", entity.name, row.id], record);
        return true;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const changed = Object.keys(values);
        // What is missing elsewhere in the record can be asked for; what is wrong with the new place itself cannot.
        const isAnother = (pointer: string): boolean => pointer !== "" && !changed.includes(pointer.split("/")[1] ?? "") && entity.fields.some((field) => field.name === pointer.split("/")[1] && isWritable(field));
        if (error.status === 422 && error.issues.length > 0 && error.issues.every(({ pointer }) => isAnother(pointer))) return ask(row, values, step, error).catch(() => false);
        const text = error.status === 0 ? t("error.network") : error.code === "conflict:version" ? t("views.stale") : [error.issues[0]?.message ?? error.message, error.issues[0]?.remedy ?? error.remedy].filter(Boolean).join(" ");
        if (error.status !== 401) toast({ tone: "danger", title: t("views.notMoved"), text });
        return false;
      }
    },
    [ask, client, entity, t, toast],
  );

  const change = useCallback(
    async (row: RecordData, values: Change, step: string): Promise<boolean> => {
      setPending((old) => new Map(old).set(row.id, { ...row, ...old.get(row.id), ...values }));
      const turn = (queue.current.get(row.id) ?? Promise.resolve(true)).then(() => send(row, values, step));
      queue.current.set(row.id, turn);
      const moved = await turn;
      await Promise.all([client.invalidateQueries({ queryKey: ["records", entity.name] }), client.invalidateQueries({ queryKey: ["rows", entity.name] })]);
      if (queue.current.get(row.id) === turn) {
        queue.current.delete(row.id);
        setPending((old) => new Map([...old].filter(([id]) => id !== row.id)));
      }
      return moved;
    },
    [client, entity.name, send],
  );

  const close = (saved: boolean) => {
    asked?.done(saved);
    setAsked(undefined);
  };
  const submit = async (comment: string) => {
    if (!asked) return;
    const outcome = await save(asked.store, asked.record);
    if (outcome.kind === "saved") {
      close(true);
      if (comment.trim() !== "") await sayOn(entity.name, asked.record.id, comment.trim()).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        toast({ tone: "danger", title: t("record.notDone"), text: error.message });
      });
    }
    if (outcome.kind !== "conflict") return;
    toast({ tone: "danger", title: t("views.notMoved"), text: t("views.stale") });
    close(false);
  };
  const dialog = asked && <StageDialog entity={entity} id={asked.record.id} store={asked.store} step={asked.step} busy={busy} onSave={(comment) => void submit(comment)} onClose={() => close(false)} />;
  return { pending, change, dialog };
}

/** References are sent as ids. */
function bodyOf(values: Change): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "object" && value !== null && "id" in value ? value.id : value]));
}
