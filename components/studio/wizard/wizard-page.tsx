"use client";
import { useEffect, useMemo, useState } from "react";
import { useAdmin } from "../../admin/use-admin";
import { api, ApiError } from "../../data/api";
import { useModel } from "../../data/model";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { LeaveGuard } from "../../records/leave-guard";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/badge";
import { Notice } from "../../ui/states";
import { useToast } from "../../ui/toast";
import { useKnownEntities } from "../known-entities";
import { StudioFrame } from "../studio-frame";
import { usePlan, usePublish } from "../use-publish";
import { useMetadata, useSurroundings } from "../use-studio";
import { AccessStep, usePeople } from "./access-step";
import { DoneStep, type Done } from "./done-step";
import { EntitiesStep } from "./entities-step";
import { ModuleStep } from "./module-step";
import { PublishStep } from "./publish-step";
import { Steps } from "./steps";
import { useModuleBase } from "./use-module-base";
import { changesOf, EMPTY, placeOf, type ModuleBase, type WizardState } from "./wizard-state";

/** Makes a module, or adds entities to one that is there (`into`). */
export default function WizardPage({ into }: { into?: string }) {
  const t = useT();
  const metadata = useMetadata();
  const base = useModuleBase(into);
  if (!metadata.data || base.isLoading) return <StudioFrame crumbs={[{ label: t("studio.newModule") }]}><div className="grid gap-3"><Skeleton className="h-9 w-2/3" /><Skeleton className="h-48" /></div></StudioFrame>;
  return <Wizard into={into} base={base.data} />;
}

const ALL: readonly MessageKey[] = ["studio.stepModule", "studio.stepEntities", "studio.stepAccess", "studio.stepPublish"];

/** Answers survive a reload of the page; they are forgotten when the module is made. */
function useAnswers(key: string): [WizardState, (state: WizardState) => void, () => void] {
  const [state, setState] = useState<WizardState>(EMPTY);
  useEffect(() => {
    try {
      const kept = sessionStorage.getItem(key);
      if (kept) setState({ ...EMPTY, ...(JSON.parse(kept) as WizardState) });
    } catch {
      sessionStorage.removeItem(key);
    }
  }, [key]);
  const change = (next: WizardState) => {
    setState(next);
    sessionStorage.setItem(key, JSON.stringify(next));
  };
  return [state, change, () => sessionStorage.removeItem(key)];
}

function Wizard({ into, base }: { into: string | undefined; base: ModuleBase | undefined }) {
  const t = useT();
  const toast = useToast();
  const { language } = useModel();
  const metadata = useMetadata().data!;
  const around = useSurroundings();
  const installed = useKnownEntities(into);
  const roles = useAdmin<{ items: readonly { name: string }[] }>("/roles", false);
  const people = usePeople();
  const publish = usePublish();
  const [state, change, forget] = useAnswers(`studio.wizard.${into ?? "new"}`);
  const steps = into ? ALL.slice(1) : ALL;
  const [at, setAt] = useState(0);
  const [selected, setSelected] = useState<string>();
  const [pending, setPending] = useState("");
  const [isHeld, setHeld] = useState(false);
  const write = (text: string) => {
    setPending(text);
    if (text === "") setHeld(false);
  };
  const goTo = (step: number) => {
    setAt(step);
    write("");
  };
  const [done, setDone] = useState<Done>();
  const [busy, setBusy] = useState(false);

  const entityNames = metadata.items.filter(({ kind }) => kind === "entity").map(({ name }) => name);
  const usualRole = t("studio.roleOf", { module: state.label || "…" });
  const made = useMemo(() => {
    const words = { general: t("studio.word.general"), mainForm: t("studio.word.mainForm"), allOf: (plural: string) => t("studio.word.allOf", { plural }), board: t("studio.word.board"), roleOf: (module: string) => t("studio.roleOf", { module }) };
    const taken = { packs: metadata.packs.map(({ name }) => name), roles: [...metadata.items.filter(({ kind }) => kind === "role").map(({ name }) => name), ...(roles.data?.items ?? []).map(({ name }) => name)] };
    return changesOf(state, language, words, taken, around, base);
  }, [state, language, t, metadata, roles.data, around, base]);
  const step = steps[at]!;
  const isLast = step === "studio.stepPublish";
  const plan = usePlan(made.changes, isLast && !done && !busy);
  const problems = plan.data?.problems ?? [];
  const mayGoOn = step === "studio.stepModule" ? state.label.trim() !== "" : state.entities.length > 0 && state.entities.every(({ fields, label }) => fields.length > 0 && label.trim() !== "" && fields.every((field) => field.label.trim() !== ""));
  const label = base ? String(base.manifest["label"] ?? t("studio.localModule")) : state.label || t("studio.newModule");

  // A button that does nothing says why.
  const bare = step === "studio.stepEntities" ? state.entities.find(({ fields }) => fields.length === 0) : undefined;
  const nameless = step === "studio.stepEntities" && state.entities.some(({ label: words, fields }) => words.trim() === "" || fields.some((field) => field.label.trim() === ""));
  // Somebody who goes on has mostly forgotten the button beside what was typed.
  const forgotten = isHeld && pending !== "" ? t("studio.notAdded", { name: pending }) : undefined;
  const hindrance = forgotten ?? (bare ? t("studio.needsFields", { entity: bare.label }) : nameless ? t("studio.needsNames") : undefined);
  const next = () => {
    setHeld(pending !== "");
    if (mayGoOn && (pending === "" || isHeld)) goTo(at + 1);
  };
  const finish = async () => {
    setBusy(true);
    try {
      const before = metadata.revision;
      const published = await publish.mutateAsync({ changes: made.changes, summary: base ? t("studio.summaryMore", { module: label }) : t("studio.summaryNew", { module: label }) });
      const role = made.role;
      if (role && !base) for (const person of (people.data?.items ?? []).filter(({ id }) => state.people.includes(id))) await api(`/users/${person.id}/roles`, { method: "PUT", body: { roles: [...new Set([...person.roles, role])] } });
      const { made: rows, failed } = await makeRows(state);
      forget();
      setDone({ label, pack: made.pack, before: Math.max(before, published.revision - 1), entities: state.entities, rows, failed });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: error.message, text: error.issues[0]?.message ?? error.remedy });
    } finally {
      setBusy(false);
    }
  };
  const crumbs = base ? [{ label, href: `/studio/${into}` }, { label: t("studio.newEntity") }] : [{ label: t("studio.newModule") }];
  if (done) return <StudioFrame crumbs={crumbs}><DoneStep done={done} /></StudioFrame>;
  return (
    <StudioFrame crumbs={crumbs}>
      <LeaveGuard dirty={state.entities.length > 0 && !busy} />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <Steps steps={steps} at={at} onGo={goTo} />
        <div className="flex gap-2">
          {at > 0 && <Button disabled={busy} onClick={() => goTo(at - 1)}>{t("studio.back")}</Button>}
          {isLast
            ? <Button variant="primary" disabled={busy || !plan.data || problems.length > 0} onClick={() => void finish()}>{t("studio.publish")}</Button>
            : <Button variant="primary" disabled={!mayGoOn} onClick={next}>{t("studio.next")}</Button>}
        </div>
      </div>
      {hindrance && <Notice tone="info" className="mb-4">{hindrance}</Notice>}
      {step === "studio.stepModule" && <ModuleStep state={state} taken={entityNames} onChange={change} onNext={next} />}
      {step === "studio.stepEntities" && <EntitiesStep state={state} taken={entityNames} installed={installed} problems={problems} selected={selected} onSelect={(entity) => { setSelected(entity); write(""); }} onChange={change} onPending={write} />}
      {step === "studio.stepAccess" && <AccessStep state={state} usualRole={usualRole} fixedRole={base?.role ? String(base.role["label"]) : undefined} onChange={change} />}
      {isLast && <PublishStep state={state} plan={plan.data} error={plan.error} nameOf={(entity) => state.entities.find(({ name }) => name === entity)?.plural ?? installed.find(({ name }) => name === entity)?.plural ?? entity} onGo={(problem) => { setSelected(placeOf(problem, state.entities).entity); setAt(steps.indexOf("studio.stepEntities")); }} />}
    </StudioFrame>
  );
}

/** The rows that were pasted, one after the other; what is wrong with one does not stop the others. */
async function makeRows({ entities }: WizardState): Promise<{ made: number; failed: readonly string[] }> {
  let made = 0;
  const failed: string[] = [];
  for (const entity of entities) {
    for (const row of entity.rows) {
      try {
        await api(`/records/${entity.name}`, { method: "POST", body: row, idempotencyKey: crypto.randomUUID() });
        made++;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failed.push(error.issues[0]?.message ?? error.message);
      }
    }
  }
  return { made, failed };
}
