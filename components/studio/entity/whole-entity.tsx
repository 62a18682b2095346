"use client";
import { Ellipsis, PenLine, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { StudioChange } from "../../../runtime/studio/documents";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import { ReviewDialog } from "../review-dialog";
import { ImpactDialog, RenameDialog } from "./rename-dialog";

interface WholeProps {
  module: string;
  entity: string;
  label: string;
  /** All documents of the entity, as its removal takes them away. */
  removal: readonly StudioChange[];
  revision: number;
  /** Changes that are not published are of the entity as it is called and is now: they go first. */
  blocked: boolean;
}

/** Another name for an entity, or none any more: what hangs on it is told, then the plan is shown, then it is published. */
export function WholeEntity({ module, entity, label, removal, revision, blocked }: WholeProps) {
  const t = useT();
  const router = useRouter();
  const [asking, setAsking] = useState<"rename" | "remove">();
  const [wanted, setWanted] = useState<{ readonly changes: readonly StudioChange[]; readonly next: string }>();
  const review = (changes: readonly StudioChange[], next: string) => {
    setAsking(undefined);
    setWanted({ changes, next });
  };
  return (
    <>
      <Menu>
        <MenuTrigger asChild><Button variant="ghost" size="icon" aria-label={t("studio.wholeEntity")} title={blocked ? t("studio.publishFirst") : undefined} disabled={blocked}><Ellipsis /></Button></MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setAsking("rename")}><PenLine className="size-4" />{t("studio.renameEntity")}</MenuItem>
          <MenuItem onSelect={() => setAsking("remove")}><Trash2 className="size-4" />{t("studio.removeEntity", { entity: label })}</MenuItem>
        </MenuContent>
      </Menu>
      <Dialog open={asking !== undefined} onOpenChange={() => setAsking(undefined)}>
        {asking === "rename" && <RenameDialog entity={entity} changes={[]} onTake={(changes, name) => review(changes, `/studio/${module}/${name}`)} />}
        {asking === "remove" && <ImpactDialog entity={entity} label={label} onRemove={() => review(removal, `/studio/${module}`)} />}
      </Dialog>
      <Dialog open={wanted !== undefined} onOpenChange={() => setWanted(undefined)}>
        {wanted && <ReviewDialog changes={wanted.changes} baseRevision={revision} onClose={() => setWanted(undefined)} onPublished={() => router.push(wanted.next)} />}
      </Dialog>
    </>
  );
}
