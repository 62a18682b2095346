"use client";
import { Plus, Workflow } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { AdminFrame } from "../admin/admin-frame";
import { AdminTable, Labelled, Loaded } from "../admin/parts";
import { useAdmin } from "../admin/use-admin";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input, NativeSelect } from "../ui/input";
import { EmptyState } from "../ui/states";
import { FileArea } from "./file-drop";
import { ImportButton, ImportProcess } from "./import-process";
import { nameOf } from "./panel/node-setting";

interface Item {
  readonly kind: string;
  readonly name: string;
  readonly pack: string;
  readonly label?: string;
  readonly draft?: boolean;
}

interface Listed {
  readonly items: readonly Item[];
  readonly packs: readonly { readonly name: string; readonly madeHere: boolean; readonly manifest: { readonly label: string } }[];
  readonly draft: { readonly changes: readonly { readonly kind: string; readonly name: string; readonly pack?: string; readonly document: { readonly label?: string } | null }[] } | null;
}

/** Processes of the application; each opens in the designer. */
export default function ProcessesPage() {
  const t = useT();
  const router = useRouter();
  const { entities, parts } = useModel();
  const labelOf = ({ name, label }: Item): string => label ?? parts.process?.find((one) => one.name === name)?.label ?? name;
  const [creating, setCreating] = useState(false);
  const [label, setLabel] = useState("");
  const [entity, setEntity] = useState("");
  const [chosen, setModule] = useState<string>();
  const query = useAdmin<Listed>("/metadata");
  const processesOf = ({ items, draft }: Listed): readonly Item[] => {
    const known = items.filter(({ kind }) => kind === "process");
    // Those that so far only the draft holds.
    const drafted = (draft?.changes ?? []).filter((change) => change.kind === "process" && change.document && !known.some(({ name }) => name === change.name));
    return [...known, ...drafted.map(({ name, pack = "local", document }): Item => ({ kind: "process", name, pack, label: document?.label ?? name, draft: true }))];
  };
  const modules = (query.data?.packs ?? []).filter(({ madeHere }) => madeHere);
  // What is about records of a module is as a rule a part of it.
  const home = query.data?.items.find((one) => one.kind === "entity" && one.name === entity)?.pack;
  const module = chosen ?? (modules.some(({ name }) => name === home) ? home! : "");
  const create = (event: FormEvent) => {
    event.preventDefault();
    const name = nameOf(label, query.data ? processesOf(query.data).map((one) => one.name) : [], "process");
    sessionStorage.setItem(`process:${name}`, JSON.stringify({ label: label.trim(), ...(entity && { entity }) }));
    router.push(`/studio/processes/${name}?new${module && `&module=${module}`}`);
  };
  const [importing, setImporting] = useState<{ readonly file?: File }>();
  const button = <Button variant="primary" onClick={() => setCreating(true)}><Plus />{t("designer.newProcess")}</Button>;
  return (
    <AdminFrame section="processes" actions={<><ImportButton label={t("designer.import")} onClick={() => setImporting({})} />{button}</>}>
      <FileArea onFile={(file) => setImporting({ file })}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("designer.processesText")}</p>
      <Loaded query={query} isEmpty={(data) => processesOf(data).length === 0} empty={<EmptyState icon={<Workflow />} title={t("designer.noProcesses")} text={t("designer.noProcessesText")}>{button}</EmptyState>}>
        {(data) => (
          <AdminTable
            label={t("designer.processes")} rows={processesOf(data)} keyOf={(one) => one.name}
            columns={[
              { label: t("designer.process"), cell: (one) => <Link href={`/studio/processes/${one.name}`} prefetch={false} className="flex min-h-8 items-center font-medium hover:underline">{labelOf(one)}</Link> },
              { label: t("figures.title"), cell: (one) => !one.draft && <Link href={`/studio/processes/${one.name}/figures`} prefetch={false} className="text-accent-ink hover:underline" aria-label={t("figures.of.process", { process: labelOf(one) })}>{t("figures.open.link")}</Link> },
              { label: t("admin.pack"), cell: (one) => <span className="flex gap-1"><Badge>{one.pack === "local" ? t("admin.madeHere") : one.pack}</Badge>{one.draft && <Badge tone="yellow">{t("designer.draft")}</Badge>}</span> },
            ]}
          />
        )}
      </Loaded>
      </FileArea>
      {importing && <ImportProcess dropped={importing.file} taken={query.data ? processesOf(query.data).map((one) => one.name) : []} onClose={() => setImporting(undefined)} />}
      <Dialog open={creating} onOpenChange={setCreating}>
        {creating && (
          <DialogContent cancel title={t("designer.newProcess")} footer={<Button form="process" type="submit" variant="primary">{t("admin.continue")}</Button>}>
            <form id="process" onSubmit={create} className="grid gap-3 pt-1">
              <Labelled label={t("designer.set.processLabel")}>{(id) => <Input id={id} required autoFocus maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}</Labelled>
              <Labelled label={t("designer.set.entity")} hint={t("designer.hint.entity")}>
                {(id) => <NativeSelect id={id} value={entity} onValueChange={setEntity}><option value="">{t("designer.noEntity")}</option>{Object.values(entities).filter((one) => !one.parent && !one.system).map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</NativeSelect>}
              </Labelled>
              {modules.length > 0 && (
                <Labelled label={t("builder.module")} hint={t("designer.hint.module")}>
                  {(id) => <NativeSelect id={id} value={module} onValueChange={setModule}><option value="">{t("builder.noModule")}</option>{modules.map(({ name, manifest }) => <option key={name} value={name}>{manifest.label}</option>)}</NativeSelect>}
                </Labelled>
              )}
            </form>
          </DialogContent>
        )}
      </Dialog>
    </AdminFrame>
  );
}
