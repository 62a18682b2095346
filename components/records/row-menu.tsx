"use client";
import { ArrowUpRight, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ClientEntity } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { useRecordsChanged, type RecordData } from "../data/records";
import { useT } from "../i18n/provider";
import { rowTitle } from "../lists/list-state";
import { Button } from "../ui/button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu";
import { useToast } from "../ui/toast";

/** What can be done with a row of a related list without leaving the record. Deleting can be undone. */
export function RowMenu({ entity, row }: { entity: ClientEntity; row: RecordData }) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const changed = useRecordsChanged();
  const path = `/records/${entity.name}/${row.id}`;
  const fail = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    toast({ tone: "danger", title: t("record.notDone"), text: error.status === 0 ? t("error.network") : [error.message, error.remedy].filter(Boolean).join(" ") });
  };
  const restore = () => api(`${path}/restore`, { method: "POST", body: {} }).then(() => changed(entity.name)).catch(fail);
  const remove = () =>
    api(path, { method: "DELETE" })
      .then(() => {
        changed(entity.name);
        toast({ title: t("record.deleted", { label: entity.label }), action: { label: t("common.undo"), run: () => void restore() } });
      })
      .catch(fail);
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="iconSm" aria-label={t("related.row", { title: rowTitle(entity, row) })} onClick={(event) => event.stopPropagation()}>
          <Ellipsis />
        </Button>
      </MenuTrigger>
      <MenuContent onClick={(event) => event.stopPropagation()}>
        <MenuItem onSelect={() => router.push(`/${entity.name}/${row.id}`)}>
          <Pencil />
          {t("related.open")}
        </MenuItem>
        <MenuItem onSelect={() => window.open(`/${entity.name}/${row.id}`, "_blank", "noopener")}>
          <ArrowUpRight />
          {t("record.newTab")}
        </MenuItem>
        {entity.rights.delete && !entity.system && (
          <>
            <MenuSeparator />
            <MenuItem danger onSelect={() => void remove()}>
              <Trash2 />
              {t("common.delete")}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
