"use client";
import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { keyOf } from "../../../runtime/studio/edit";
import { changeEntries, type MenuDocument } from "../../../runtime/studio/menu";
import { Labelled, Loaded } from "../../admin/parts";
import { useT } from "../../i18n/provider";
import { NotFound } from "../../layout/not-found";
import { useHistoryKeys } from "../../layout/use-history-keys";
import { useHeld } from "../../publishing/use-held";
import { LeaveGuard } from "../../records/leave-guard";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/states";
import { useDesign, useStoredMenu, type StoredDesign } from "../entity/use-design";
import { ReviewDialog } from "../review-dialog";
import { StudioFrame } from "../studio-frame";
import { useMetadata } from "../use-studio";
import { Entries } from "./entries";
import { useTargets } from "./use-targets";

/** A menu of a module: its entries in order, with headings and what is below them. A module made here without a menu gets one. */
export default function MenuPage({ module, name }: { module: string; name: string }) {
  const t = useT();
  const metadata = useMetadata();
  const stored = useStoredMenu(module, name);
  const [opened, renew] = useHeld(stored.data);
  const pack = metadata.data?.packs.find((one) => one.name === module);
  const label = pack?.manifest.label ?? (module === "local" ? t("studio.localModule") : module);
  const crumbs = [{ label, href: `/studio/${module}` }, { label: t("studio.menu") }];
  if (!opened) return <StudioFrame crumbs={crumbs}><Loaded query={stored}>{() => null}</Loaded></StudioFrame>;
  const key = keyOf("menu", name);
  if (!opened.begun[key] && !opened.pack) return <NotFound t={t} />;
  const begun = opened.begun[key] ? opened.begun : { [key]: { id: name, name, label, items: [] } };
  return <Editor key={opened.revision} module={module} name={name} crumbs={crumbs} opened={{ ...opened, begun }} isBehind={(metadata.data?.revision ?? 0) > opened.revision} onPublished={renew} />;
}

interface EditorProps {
  module: string;
  name: string;
  crumbs: { label: string; href?: string }[];
  opened: StoredDesign;
  /** Somebody published since it was opened. */
  isBehind: boolean;
  onPublished(revision: number): void;
}

function Editor({ module, name, crumbs, opened, isBehind, onPublished }: EditorProps) {
  const t = useT();
  const { design, change, undo, redo, canUndo, canRedo, changes } = useDesign(opened.design, opened.pack, opened.begun);
  const targets = useTargets(module);
  const [reviewing, setReviewing] = useState(false);
  const [published, setPublished] = useState(false);
  const key = keyOf("menu", name);
  const menu = design[key] as MenuDocument;
  const set = (next: (menu: MenuDocument) => MenuDocument, step?: string) => change((now) => ({ ...now, [key]: next(now[key] as MenuDocument) }), step);
  useHistoryKeys({ undo, redo }, reviewing);
  const actions = (
    <>
      <Button variant="ghost" size="icon" aria-label={t("builder.undo")} disabled={!canUndo} onClick={undo}><Undo2 /></Button>
      <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} disabled={!canRedo} onClick={redo}><Redo2 /></Button>
      <Button variant="primary" disabled={changes.length === 0 || menu.label.trim() === ""} onClick={() => setReviewing(true)}><span className="max-sm:hidden">{t("studio.reviewTitle")}</span><span className="sm:hidden">{t("studio.review")}</span></Button>
    </>
  );
  return (
    <StudioFrame crumbs={crumbs} actions={actions}>
      {isBehind && changes.length > 0 && !published && <Notice tone="info" className="mb-4">{t("meeting.behind")}</Notice>}
      <LeaveGuard dirty={canUndo && changes.length > 0 && !published} />
      <h1 className="text-xl font-semibold">{t("studio.menu")}</h1>
      <p className="mt-1 mb-5 max-w-prose text-sm text-ink-2">{t("studio.menuText")}</p>
      <div className="mb-5 max-w-sm"><Labelled label={t("studio.menuName")}>{(id) => <Input id={id} maxLength={100} value={menu.label} onChange={(event) => set((now) => ({ ...now, label: event.target.value }), "label")} />}</Labelled></div>
      <Entries label={t("studio.menuEntries")} menu={menu} under={undefined} entries={menu.items} targets={targets} level={1} onChange={(under, next, step) => set((now) => changeEntries(now, under, next), step)} />
      <Dialog open={reviewing} onOpenChange={setReviewing}>
        {reviewing && <ReviewDialog changes={changes} baseRevision={opened.base} onClose={() => setReviewing(false)} onPublished={(revision) => { setPublished(true); onPublished(revision); }} />}
      </Dialog>
    </StudioFrame>
  );
}
