"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Input } from "../ui/input";
import { Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { Labelled, Loaded } from "./parts";
import { RoleDetails } from "./role-details";
import { SYSTEM_RIGHTS, withSystem, type RoleDocument } from "./role-document";
import { RoleMatrix } from "./role-matrix";
import { RolePreview } from "./role-preview";
import { RoleProcesses } from "./role-processes";
import { useAdmin } from "./use-admin";

interface Stored {
  readonly revision: number;
  readonly document: RoleDocument | null;
}

/** A role as a matrix. `from` = a new one: empty, or a copy of another role. */
export default function RoleEditor({ name, from }: { name: string; from?: string }) {
  const t = useT();
  const stored = useAdmin<Stored>(`/metadata/role/${from ?? name}`, from !== "new");
  if (from === "new") return <Editor key={name} name={name} isNew revision={undefined} document={{ id: name, name, label: name, entities: {} }} />;
  if (stored.data?.document) return <Editor key={`${name}${from ?? ""}`} name={name} isNew={from !== undefined} revision={stored.data.revision} document={from ? { ...stored.data.document, id: name, name } : stored.data.document} />;
  return <AdminFrame section="roles" title={t("admin.role")}><Loaded query={stored}>{() => null}</Loaded></AdminFrame>;
}

function Editor({ name, isNew, revision, document }: { name: string; isNew: boolean; revision: number | undefined; document: RoleDocument }) {
  const t = useT();
  const router = useRouter();
  const { system } = useModel();
  const [draft, setDraft] = useState(document);
  const [details, setDetails] = useState<string>();
  const [saving, setSaving] = useState(false);
  useEffect(() => {
    const label = isNew ? sessionStorage.getItem(`role:${name}`) : null;
    if (label) setDraft((old) => ({ ...old, label }));
  }, [isNew, name]);
  const isChanged = isNew || JSON.stringify(draft) !== JSON.stringify(document);
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isChanged]);
  const mayGive = (right: string) => system.includes("*") || system.includes(right);
  return (
    <AdminFrame section="roles" title={draft.label} actions={<Button variant="primary" disabled={!isChanged || draft.label.trim() === ""} onClick={() => setSaving(true)}>{t("admin.reviewAndSave")}</Button>}>
      <div className="mb-5 max-w-sm">
        <Labelled label={t("admin.roleName")}>{(id) => <Input id={id} maxLength={100} value={draft.label} onChange={(event) => setDraft({ ...draft, label: event.target.value })} />}</Labelled>
      </div>
      {isChanged && <Notice tone="info" className="mb-4">{t("admin.notSavedYet")}</Notice>}
      <RoleMatrix role={draft} onChange={setDraft} onDetails={setDetails} />
      <RoleProcesses role={draft} onChange={setDraft} />
      <h2 className="mt-8 mb-2 text-base font-semibold">{t("admin.systemRights")}</h2>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {SYSTEM_RIGHTS.map((right) => (
          <label key={right} className="flex min-h-9 items-center gap-2 text-sm">
            <Checkbox checked={draft.system?.includes(right) ?? false} disabled={!mayGive(right)} onCheckedChange={(held) => setDraft(withSystem(draft, right, held === true))} />
            {t(`admin.right.${right}`)}
          </label>
        ))}
      </div>
      <Dialog open={details !== undefined} onOpenChange={() => setDetails(undefined)}>{details && <RoleDetails entity={details} role={draft} onChange={setDraft} />}</Dialog>
      <Dialog open={saving} onOpenChange={setSaving}>
        {saving && <RolePreview role={draft} revision={revision} onSaved={() => { sessionStorage.removeItem(`role:${name}`); setSaving(false); router.push("/admin/roles"); router.refresh(); }} />}
      </Dialog>
    </AdminFrame>
  );
}
