"use client";
import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { changesBetween, fieldAnswers, keyOf, type FormDocument } from "../../../runtime/studio/edit";
import { Loaded } from "../../admin/parts";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { NotFound } from "../../layout/not-found";
import { useHeld } from "../../publishing/use-held";
import { LeaveGuard } from "../../records/leave-guard";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { EmptyState, Notice } from "../../ui/states";
import { Icon } from "../../ui/icon";
import { useToast } from "../../ui/toast";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../../ui/tabs";
import { ActionsTab } from "../actions/actions-tab";
import { FormDesigner } from "../form/form-designer";
import { JsonTab } from "../json/json-tab";
import { ReviewDialog } from "../review-dialog";
import { ScreensTab } from "../screens/screens-tab";
import { StudioFrame } from "../studio-frame";
import { useMetadata } from "../use-studio";
import { FieldsTab } from "./fields-tab";
import { useDesign, useKeep, useStoredDesign, type StoredDesign } from "./use-design";
import { WholeEntity } from "./whole-entity";

/** One entity of a module: its fields and its forms, changed together and published together. */
export default function EntityPage({ module, entity }: { module: string; entity: string }) {
  const t = useT();
  const metadata = useMetadata();
  const stored = useStoredDesign(module, entity);
  const [opened, renew] = useHeld(stored.data);
  const pack = metadata.data?.packs.find(({ name }) => name === module);
  const { entities } = useModel();
  const crumb = { label: pack?.manifest.label ?? (module === "local" ? t("studio.localModule") : module), href: `/studio/${module}` };
  if (opened && !opened.design[keyOf("entity", entity)]) return <NotFound t={t} />;
  if (!opened) return <StudioFrame crumbs={[crumb, { label: entities[entity]?.plural ?? entity }]}><Loaded query={stored}>{() => null}</Loaded></StudioFrame>;
  return <Editor key={opened.revision} crumb={crumb} module={module} entity={entity} opened={opened} isBehind={(metadata.data?.revision ?? 0) > opened.revision} onPublished={renew} />;
}

interface EditorProps {
  crumb: { label: string; href: string };
  module: string;
  entity: string;
  opened: StoredDesign;
  /** Somebody published since it was opened. */
  isBehind: boolean;
  onPublished(revision: number): void;
}

function Editor({ crumb, module, entity, opened, isBehind, onPublished }: EditorProps) {
  const { design: first, begun, pack, base } = opened;
  const t = useT();
  const { entities } = useModel();
  const { design, change, take, undo, redo, canUndo, canRedo, changes } = useDesign(first, pack, begun);
  const keep = useKeep();
  const toast = useToast();
  const [reviewing, setReviewing] = useState(false);
  // What was kept when this was opened or since is safe to leave.
  const [kept, setKept] = useState(() => JSON.stringify(changes));
  const isKept = JSON.stringify(changes) === kept;
  const save = () => keep.mutate({ changes, base }, { onSuccess: () => { setKept(JSON.stringify(changes)); toast({ title: t("studio.draftKept") }); }, onError: (error) => toast({ tone: "danger", title: error.message, text: error.remedy }) });
  const [published, setPublished] = useState(false);
  const document = design[keyOf("entity", entity)]!;
  const forms = Object.keys(design).filter((key) => key.startsWith("form ")).map((key) => [key, design[key] as FormDocument] as const);
  const [shown, setShown] = useState(() => forms.find(([, form]) => form["default"] === true)?.[0] ?? forms[0]?.[0]);
  const form = forms.find(([key]) => key === shown)?.[1];
  const label = String(document["plural"] ?? entities[entity]?.plural ?? document["label"]);
  const actions = (
    <>
      <Button variant="ghost" size="icon" aria-label={t("builder.undo")} disabled={!canUndo} onClick={undo}><Undo2 /></Button>
      <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} disabled={!canRedo} onClick={redo}><Redo2 /></Button>
      <Button className="max-sm:hidden" disabled={isKept || changes.length === 0 || keep.isPending} onClick={save}>{t("studio.keepDraft")}</Button>
      <Button variant="primary" disabled={changes.length === 0} onClick={() => setReviewing(true)}><span className="max-sm:hidden">{t("studio.reviewTitle")}</span><span className="sm:hidden">{t("studio.review")}</span></Button>
    </>
  );
  return (
    <StudioFrame full crumbs={[crumb, { label }]} actions={actions}>
      <Others entity={entity} />
      {isBehind && changes.length > 0 && !published && <Notice tone="info" className="m-3 mb-0">{t("meeting.behind")}</Notice>}
      <LeaveGuard dirty={changes.length > 0 && !published && !isKept} />
      <Tabs defaultValue="fields" className="flex min-h-0 flex-1 flex-col">
        <TabsList className="shrink-0 px-6 max-md:px-3">
          <TabsTrigger value="fields">{t("studio.fields")}</TabsTrigger>
          <TabsTrigger value="form">{t("studio.form")}</TabsTrigger>
          <TabsTrigger value="screens">{t("studio.screens")}</TabsTrigger>
          <TabsTrigger value="actions">{t("studio.actions")}</TabsTrigger>
          <TabsTrigger value="json">{t("studio.json")}</TabsTrigger>
        </TabsList>
        <TabsContent value="fields" className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <FieldsTab entity={entity} document={document} fields={fieldAnswers(document)} design={design} changes={changes} change={change} take={take} whole={(pack !== undefined || module === "local") && <WholeEntity module={module} entity={entity} label={label} removal={changesBetween(first, {})} revision={base} blocked={changes.length > 0} />} />
        </TabsContent>
        <TabsContent value="form" className="min-h-0 flex-1">
          {form && shown ? (
            <FormDesigner
              entity={entity} form={form} fields={fieldAnswers(document)} changes={changes} forms={forms.map(([key, one]) => ({ key, label: String(one["label"]) }))} shown={shown} onShow={setShown}
              onChange={(next) => change((now) => ({ ...now, [shown]: next(now[shown] as FormDocument) }))}
            />
          ) : <EmptyState icon={<Icon name="file-text" />} title={t("studio.noForm")} text={t("studio.noFormText")} />}
        </TabsContent>
        <TabsContent value="screens" className="min-h-0 flex-1">
          <ScreensTab entity={entity} design={design} changes={changes} mayRemove={(key) => pack !== undefined || first[key] === undefined} change={change} />
        </TabsContent>
        <TabsContent value="actions" className="min-h-0 flex-1">
          <ActionsTab entity={entity} design={design} changes={changes} mayRemove={(key) => pack !== undefined || first[key] === undefined} change={change} take={take} />
        </TabsContent>
        <TabsContent value="json" className="min-h-0 flex-1">
          <JsonTab design={design} first={first} changes={changes} change={change} />
        </TabsContent>
      </Tabs>
      <Dialog open={reviewing} onOpenChange={setReviewing}>
        {reviewing && <ReviewDialog changes={changes} baseRevision={base} onClose={() => setReviewing(false)} onPublished={(revision) => { setPublished(true); onPublished(revision); }} />}
      </Dialog>
    </StudioFrame>
  );
}

/** Two people at once: who else has changes of this entity that are not published. */
function Others({ entity }: { entity: string }) {
  const t = useT();
  const { data } = useMetadata();
  const people = [...new Set((data?.others ?? []).filter(({ name }) => name === entity || name.startsWith(`${entity}.`)).map(({ person }) => person))];
  return people.length > 0 && <Notice tone="info" className="m-3 mb-0">{t("studio.othersDraft", { people: people.join(", ") })}</Notice>;
}
