"use client";
import { AlarmClock, ArrowUpRight, Copy, Ellipsis, Link as LinkIcon, Merge, Pencil, Printer, Star, Trash2, UserRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { evaluateCondition } from "../../runtime/expressions/evaluate";
import { formScope, type Behind } from "../../runtime/forms/scope";
import type { ClientAction, ClientEntity } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { once } from "../data/once";
import { useModel } from "../data/model";
import { useFavourite } from "../data/desk";
import { useMakeOffers } from "../data/offers";
import { useRecordsChanged, type RecordData } from "../data/records";
import { useFormFrame } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { rowTitle } from "../lists/list-state";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu";
import { useToast } from "../ui/toast";
import type { ActionResult } from "./action-dialog";

interface RecordActionsProps {
  entity: ClientEntity;
  record: RecordData;
  /** Absent: the person may not change it. */
  onEdit?(): void;
  /** What is known of the records it points at, for the conditions of actions. */
  behind?: Behind;
  /** Prints the record with its related lists; absent when there are none. */
  onPrintAll?(): void;
  /** The record is in the trash now. */
  onGone(): void;
}

// Asked for rarely, or with time to think.
const Confirm = dynamic(() => import("../ui/confirm").then((module) => module.Confirm), { ssr: false });
const ActionDialog = dynamic(() => import("./action-dialog").then((module) => module.ActionDialog), { ssr: false });
const PersonalData = dynamic(() => import("./personal-data").then((module) => module.PersonalData), { ssr: false });
const ReminderDialog = dynamic(() => import("../notifications/reminder-dialog").then((module) => module.ReminderDialog), { ssr: false });
const MergeDialog = dynamic(() => import("./merge-dialog").then((module) => module.MergeDialog), { ssr: false });

/** Actions that stand beside "Edit" before the rest goes into the menu. */
const SHOWN = 1;

/** What is done with a record: one thing and "Edit" as buttons, the rest in a menu. On a phone there is one button, and what stands beside it elsewhere is in the menu, too. */
export function RecordActions({ entity, record, behind, onEdit, onPrintAll, onGone }: RecordActionsProps) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const changed = useRecordsChanged();
  const { entities } = useModel();
  const frame = useFormFrame(entity.fields, entity.recordTypes);
  const [running, setRunning] = useState<ClientAction>();
  const [asking, setAsking] = useState(false);
  const [showing, setShowing] = useState(false);
  const [merging, setMerging] = useState(false);
  const [reminding, setReminding] = useState(false);
  const [marked, toggleMark] = useFavourite({ entity: entity.name, id: record.id, title: rowTitle(entity, record) });
  const scope = formScope(entity.fields, record, frame.env, entities, behind);
  const actions = entity.actions.filter((action) => !action.when || evaluateCondition(action.when, scope));
  const mayDelete = entity.rights.delete && !entity.system;

  const fail = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    toast({ tone: "danger", title: t("record.notDone"), text: error.status === 0 ? t("error.network") : [error.message, error.remedy].filter(Boolean).join(" ") });
  };
  const restore = () =>
    api(`/records/${entity.name}/${record.id}/restore`, { method: "POST", body: {} })
      .then(() => {
        changed(entity.name);
        router.push(`/${entity.name}/${record.id}`);
      })
      .catch(fail);
  const remove = () =>
    api(`/records/${entity.name}/${record.id}`, { method: "DELETE" })
      .then(() => {
        changed(entity.name);
        toast({ title: t("record.deleted", { label: entity.label }), action: { label: t("common.undo"), run: () => void restore() } });
        onGone();
      })
      .catch(fail);
  const copy = () =>
    once<RecordData>(`/records/${entity.name}/${record.id}/copy`)
      .then((made) => {
        changed(entity.name, made);
        toast({ title: t("record.copied", { label: entity.label }) });
        router.push(`/${entity.name}/${made.id}`);
      })
      .catch(fail);
  const done = (action: ClientAction, result: ActionResult) => {
    setRunning(undefined);
    toast({ title: t("action.done", { label: action.label }) });
    if (result.open) router.push(`/${result.open.entity}/${result.open.id}`);
  };
  useMakeOffers([
    ...(onEdit ? [{ id: "edit", label: t("common.edit"), icon: "pencil", run: onEdit }] : []),
    ...actions.map((action) => ({ id: `action ${action.name}`, label: action.label, icon: action.icon ?? "zap", run: () => setRunning(action) })),
    ...(entity.rights.create && !entity.system ? [{ id: "copy", label: t("record.copy"), icon: "copy", run: () => void copy() }] : []),
    ...(mayDelete ? [{ id: "delete", label: t("common.delete"), icon: "trash-2", run: () => setAsking(true) }] : []),
  ]);

  return (
    <>
      {actions.slice(0, SHOWN).map((action) => (
        <Button key={action.name} className={onEdit && "max-sm:hidden"} onClick={() => setRunning(action)}>
          <Icon name={action.icon ?? "zap"} />
          {action.label}
        </Button>
      ))}
      {onEdit && (
        <Button variant="primary" onClick={onEdit} aria-keyshortcuts="e">
          <Pencil />
          {t("common.edit")}
        </Button>
      )}
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("common.more")}>
            <Ellipsis />
          </Button>
        </MenuTrigger>
        <MenuContent>
          {actions.slice(onEdit ? 0 : SHOWN).map((action) => (
            <MenuItem key={action.name} className={action === actions[0] ? "sm:hidden" : undefined} onSelect={() => setRunning(action)}>
              <Icon name={action.icon ?? "zap"} />
              {action.label}
            </MenuItem>
          ))}
          <MenuItem role="menuitemcheckbox" aria-checked={marked} className="sm:hidden" onSelect={() => void toggleMark().catch(fail)}>
            <Star className={marked ? "fill-(--star) text-(--star)!" : undefined} />
            {t("favourite.star")}
          </MenuItem>
          {!entity.system && (
            <MenuItem className="sm:hidden" onSelect={() => setReminding(true)}>
              <AlarmClock />
              {t("reminder.title")}
            </MenuItem>
          )}
          {entity.rights.create && !entity.system && (
            <MenuItem onSelect={() => void copy()}>
              <Copy />
              {t("record.copy")}
            </MenuItem>
          )}
          <MenuItem onSelect={() => void navigator.clipboard?.writeText(window.location.href).then(() => toast({ title: t("record.linkCopied") }))}>
            <LinkIcon />
            {t("record.copyLink")}
          </MenuItem>
          <MenuItem onSelect={() => window.open(window.location.href, "_blank", "noopener")}>
            <ArrowUpRight />
            {t("record.newTab")}
          </MenuItem>
          {onPrintAll && (
            <MenuItem onSelect={onPrintAll}>
              <Printer />
              {t("record.printAll")}
            </MenuItem>
          )}
          <MenuItem onSelect={() => window.print()}>
            <Printer />
            {t("record.print")}
          </MenuItem>
          {mayDelete && entity.rights.update && !entity.parent && (
            <MenuItem onSelect={() => setMerging(true)}>
              <Merge />
              {t("merge.open")}
            </MenuItem>
          )}
          {entity.fields.some((field) => field.personalData) && (
            <MenuItem onSelect={() => setShowing(true)}>
              <UserRound />
              {t("personal.open")}
            </MenuItem>
          )}
          {mayDelete && (
            <>
              <MenuSeparator />
              <MenuItem danger onSelect={() => setAsking(true)}>
                <Trash2 />
                {t("common.delete")}
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      {asking && <Confirm open onOpenChange={setAsking} danger title={t("record.deleteTitle", { label: entity.label })} text={t("record.deleteText")} action={t("common.delete")} onConfirm={() => void remove()} />}
      {merging && <MergeDialog entity={entity} id={record.id} onClose={() => setMerging(false)} onDone={() => setMerging(false)} />}
      {reminding && <ReminderDialog entity={entity} id={record.id} onClose={() => setReminding(false)} />}
      {showing && <PersonalData entity={entity} record={record} onClose={() => setShowing(false)} />}
      {running && <ActionDialog entity={entity} record={record} action={running} onClose={() => setRunning(undefined)} onDone={(result) => done(running, result)} />}
    </>
  );
}
