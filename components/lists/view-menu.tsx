"use client";
import { ChevronDown, Copy, House, Pencil, RotateCcw, Save, Share2, Star, Trash2, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "../ui/menu";
import { useToast } from "../ui/toast";
import { isChanged, type ListBase, type ListSettings, type ListState } from "./list-state";
import type { ChangeList } from "./use-list-state";
import { documentOf, useViewWrites, type Views } from "./views-api";

const ViewDialog = dynamic(() => import("./view-dialog").then((module) => module.ViewDialog), { ssr: false });
const Confirm = dynamic(() => import("../ui/confirm").then((module) => module.Confirm), { ssr: false });

interface ViewMenuProps {
  entity: ClientEntity;
  base: ListBase;
  settings: ListSettings;
  state: ListState;
  views: Views;
  change: ChangeList;
}

/** Nothing of what the person changed: the list or view as it was saved. */
const UNCHANGED: Partial<ListState> = { quick: [], sort: undefined, filter: undefined, columns: undefined, group: undefined, q: "" };

/** Which list or view is shown, and what can be done with what was changed. */
export function ViewMenu({ entity, base, settings, state, views, change }: ViewMenuProps) {
  const t = useT();
  const toast = useToast();
  const write = useViewWrites(entity.name);
  const { system } = useModel();
  const [dialog, setDialog] = useState<"new" | "edit" | "delete">();
  const mayPublish = system.includes("*") || system.includes("metadata.publish");
  const isMine = base.view?.mine === true || (base.list?.local === true && mayPublish);
  const changed = isChanged(state) || (state.as !== undefined && state.as !== base.kind);
  const own = views.items.filter((view) => view.reach.to === "own");
  const ofTeams = views.items.filter((view) => view.reach.to === "team");
  const isDefault = views.default === base.key && base.key !== "";

  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast({ title: done });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: t("record.notDone"), text: error.status === 0 ? t("error.network") : error.message });
    }
  };
  const open = (next: Partial<ListState>) => change({ ...UNCHANGED, list: undefined, view: undefined, as: undefined, deleted: false, ...next });
  const save = () =>
    attempt(async () => {
      await write("PATCH", `/${base.key}`, { document: documentOf(base, settings, state.quick), kind: state.as ?? base.kind });
      change(UNCHANGED, true);
    }, t("view.saved"));
  const remove = () =>
    attempt(async () => {
      await write("DELETE", `/${base.key}`);
      open({});
    }, t("view.deleted"));
  const copyLink = () => attempt(() => navigator.clipboard.writeText(window.location.href), t("view.linkCopied"));
  const choose = (view: string | null) => attempt(() => write("PUT", "/default", { view }), t("view.defaultSet"));

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" className="max-w-56 px-2 text-ink" aria-label={t("view.choose", { label: base.label ?? entity.plural })}>
            <span className="truncate">{base.label ?? entity.plural}</span>
            {changed && <span className="size-1.5 shrink-0 rounded-full bg-accent" title={t("view.changed")} />}
            <ChevronDown />
          </Button>
        </MenuTrigger>
        <MenuContent align="start" className="w-64">
          {entity.lists.length > 0 && <MenuLabel>{t("view.lists")}</MenuLabel>}
          {entity.lists.map((list) => (
            <Entry key={list.id} label={list.label} current={base.key === list.name} first={views.default === list.name} onSelect={() => open({ list: list.name })} />
          ))}
          {ofTeams.length > 0 && <MenuLabel>{t("view.teams")}</MenuLabel>}
          {ofTeams.map((view) => (
            <Entry key={view.id} label={view.label} current={base.key === view.id} first={views.default === view.id} shared onSelect={() => open({ view: view.id })} />
          ))}
          {own.length > 0 && <MenuLabel>{t("view.own")}</MenuLabel>}
          {own.map((view) => (
            <Entry key={view.id} label={view.label} current={base.key === view.id} first={views.default === view.id} onSelect={() => open({ view: view.id })} />
          ))}
          <MenuSeparator />
          {changed && isMine && (
            <MenuItem onSelect={() => void save()}>
              <Save />
              {t("view.save")}
            </MenuItem>
          )}
          <MenuItem onSelect={() => setDialog("new")}>
            <Copy />
            {t("view.saveAs")}
          </MenuItem>
          {changed && (
            <MenuItem onSelect={() => change(UNCHANGED)}>
              <RotateCcw />
              {t("view.reset")}
            </MenuItem>
          )}
          {isMine && (
            <MenuItem onSelect={() => setDialog("edit")}>
              <Pencil />
              {t("view.edit")}
            </MenuItem>
          )}
          {base.key !== "" && (
            <MenuItem onSelect={() => void choose(isDefault ? null : base.key)}>
              <Star />
              {t(isDefault ? "view.unsetDefault" : "view.setDefault")}
            </MenuItem>
          )}
          <MenuItem onSelect={() => void copyLink()}>
            <Share2 />
            {t("view.copyLink")}
          </MenuItem>
          {isMine && (
            <MenuItem danger onSelect={() => setDialog("delete")}>
              <Trash2 />
              {t("view.delete")}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      {changed && isMine && (
        <Button variant="ghost" size="sm" className="max-lg:hidden" onClick={() => void save()}>
          {t("common.save")}
        </Button>
      )}
      {(dialog === "new" || dialog === "edit") && (
        <ViewDialog
          entity={entity}
          base={dialog === "edit" ? base : undefined}
          mayPublish={mayPublish}
          onClose={() => setDialog(undefined)}
          onSave={async (input) => {
            const document = documentOf(base, settings, state.quick);
            const saved = dialog === "edit" ? await write("PATCH", `/${base.key}`, input) : await write("POST", "", { ...input, document, kind: state.as ?? base.kind });
            toast({ title: t("view.saved") });
            if (dialog === "edit") change(saved.shared ? { list: saved.id, view: undefined } : { view: saved.id, list: undefined }, true);
            else open(saved.shared ? { list: saved.id } : { view: saved.id });
          }}
        />
      )}
      {dialog === "delete" && <Confirm open onOpenChange={() => setDialog(undefined)} danger title={t("view.deleteTitle", { label: base.label ?? "" })} text={t("view.deleteText")} action={t("common.delete")} onConfirm={() => void remove()} />}
    </>
  );
}

function Entry({ label, current, first, shared, onSelect }: { label: string; current: boolean; first: boolean; shared?: boolean; onSelect(): void }) {
  const t = useT();
  return (
    <MenuItem onSelect={onSelect} aria-current={current ? "true" : undefined} className={current ? "bg-active font-medium" : undefined}>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {shared && <Users aria-hidden />}
      {first && <House aria-label={t("view.isDefault")} />}
    </MenuItem>
  );
}
