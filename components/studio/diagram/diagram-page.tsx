"use client";
import { ArrowRight, Link2, Redo2, Undo2, WandSparkles } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useCallback, useMemo, useState } from "react";
import { diagramOf, withRelation } from "../../../runtime/studio/diagram";
import type { Design } from "../../../runtime/studio/edit";
import { Loaded } from "../../admin/parts";
import { useModel } from "../../data/model";
import { PHONE, useMedia } from "../../data/use-media";
import { useT } from "../../i18n/provider";
import { LeaveGuard } from "../../records/leave-guard";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { useDesign, useStoredModule } from "../entity/use-design";
import { useKnownEntities } from "../known-entities";
import { ReviewDialog } from "../review-dialog";
import { StudioFrame } from "../studio-frame";
import { useHeld } from "../../publishing/use-held";
import { useMetadata } from "../use-studio";
import { RelationDialog } from "./relation-dialog";

const Canvas = dynamic(() => import("./canvas"), { ssr: false, loading: () => <Skeleton className="m-6 h-64" /> });

/** The entities of a module and what they point at, as a drawing; on a phone as a list. */
export default function DiagramPage({ module }: { module: string }) {
  const t = useT();
  const stored = useStoredModule(module);
  const [opened, renew] = useHeld(stored.data);
  const pack = useMetadata().data?.packs.find(({ name }) => name === module);
  const crumbs = [{ label: pack?.manifest.label ?? t("studio.localModule"), href: `/studio/${module}` }, { label: t("studio.diagram") }];
  if (!opened) return <StudioFrame crumbs={crumbs}><Loaded query={stored}>{() => null}</Loaded></StudioFrame>;
  return <Drawing key={opened.revision} module={module} crumbs={crumbs} first={opened.design} pack={opened.pack} revision={opened.revision} onPublished={renew} />;
}

interface DrawingProps {
  module: string;
  crumbs: { label: string; href?: string }[];
  first: Design;
  pack: string | undefined;
  revision: number;
  onPublished(revision: number): void;
}

function Drawing({ module, crumbs, first, pack, revision, onPublished }: DrawingProps) {
  const t = useT();
  const phone = useMedia(PHONE);
  const { entities } = useModel();
  const known = useKnownEntities(module === "local" ? "local" : undefined);
  const { design, changes, change, undo, redo, canUndo, canRedo } = useDesign(first, pack);
  const [asked, setAsked] = useState<{ readonly from?: string; readonly to?: string }>();
  const [reviewing, setReviewing] = useState(false);
  const [published, setPublished] = useState(false);
  const [tidy, setTidy] = useState(0);
  const diagram = useMemo(() => diagramOf(design, (name) => entities[name]?.label ?? name), [design, entities]);
  const own = diagram.cards.filter(({ foreign }) => !foreign);
  const all = [...own, ...known.filter(({ name }) => !own.some((one) => one.name === name))].map(({ name, label }) => ({ name, label }));
  const hrefOf = useCallback((entity: string) => `/studio/${module}/${entity}`, [module]);
  const draw = useCallback((from: string, to: string) => setAsked({ from, to }), []);
  const actions = (
    <>
      <Button variant="ghost" size="icon" aria-label={t("builder.undo")} disabled={!canUndo} onClick={undo}><Undo2 /></Button>
      <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} disabled={!canRedo} onClick={redo}><Redo2 /></Button>
      <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("designer.tidy")} onClick={() => setTidy(tidy + 1)}><WandSparkles /></Button>
      <Button onClick={() => setAsked({})}><Link2 /><span className="max-sm:sr-only">{t("studio.newRelation")}</span></Button>
      <Button variant="primary" disabled={changes.length === 0} onClick={() => setReviewing(true)}><span className="max-sm:hidden">{t("studio.reviewTitle")}</span><span className="sm:hidden">{t("studio.review")}</span></Button>
    </>
  );
  return (
    <StudioFrame full crumbs={crumbs} actions={actions}>
      <LeaveGuard dirty={changes.length > 0 && !published} />
      {phone ? (
        <ul className="grid gap-2 overflow-y-auto p-3" aria-label={t("studio.diagram")}>
          {own.map(({ name, label }) => (
            <li key={name} className="rounded-lg border border-line bg-raised p-3">
              <Link href={hrefOf(name)} prefetch={false} className="font-medium hover:underline">{label}</Link>
              <ul className="mt-1 grid gap-1 text-sm text-ink-2">
                {diagram.relations.filter(({ from }) => from === name).map((one) => <li key={one.id} className="flex items-center gap-1.5">{one.label}<ArrowRight className="size-3.5 text-ink-3" aria-hidden />{diagram.cards.find((card) => card.name === one.to)?.label}</li>)}
              </ul>
            </li>
          ))}
        </ul>
      ) : <div className="min-h-0 flex-1 bg-sunken"><Canvas diagram={diagram} tidy={tidy} hrefOf={hrefOf} onDraw={draw} /></div>}
      <Dialog open={asked !== undefined} onOpenChange={() => setAsked(undefined)}>
        {asked && <RelationDialog from={asked.from} to={asked.to} own={own} all={all} onMake={(wish) => { change((now) => withRelation(now, wish)); setAsked(undefined); }} />}
      </Dialog>
      <Dialog open={reviewing} onOpenChange={setReviewing}>
        {reviewing && <ReviewDialog changes={changes} baseRevision={revision} onClose={() => setReviewing(false)} onPublished={(next) => { setPublished(true); onPublished(next); }} />}
      </Dialog>
    </StudioFrame>
  );
}
