"use client";
import { Plus, Table2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { newDecision } from "../../runtime/workflow/dmn/edit";
import { AdminFrame } from "../admin/admin-frame";
import { AdminTable, Labelled, Loaded } from "../admin/parts";
import { useAdmin, useAdminChange } from "../admin/use-admin";
import { FileArea } from "../designer/file-drop";
import { ImportButton } from "../designer/import-process";
import { nameOf } from "../designer/panel/node-setting";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { ImportDecision } from "./import-decision";

interface Item {
  readonly name: string;
  readonly pack: string;
  readonly label: string;
  readonly draft: boolean;
}

interface Listed {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly pack: string; readonly label?: string }[];
  readonly draft: { readonly changes: readonly { readonly kind: string; readonly name: string; readonly document: { readonly label?: string } | null }[] } | null;
}

/** Decisions of the application: tables of rules that processes ask. */
export default function DecisionsPage() {
  const t = useT();
  const router = useRouter();
  const query = useAdmin<Listed>("/metadata");
  const { mutateAsync } = useAdminChange();
  const [creating, setCreating] = useState(false);
  const [label, setLabel] = useState("");
  const [importing, setImporting] = useState<{ readonly file?: File }>();
  const decisionsOf = ({ items, draft }: Listed): readonly Item[] => {
    const drafts = new Map((draft?.changes ?? []).filter(({ kind, document }) => kind === "decision" && document).map(({ name, document }) => [name, document!.label ?? name]));
    const known = items.filter(({ kind }) => kind === "decision").map(({ name, pack, label: words }): Item => ({ name, pack, label: drafts.get(name) ?? words ?? name, draft: drafts.has(name) }));
    return [...known, ...[...drafts].filter(([name]) => !known.some((one) => one.name === name)).map(([name, words]): Item => ({ name, pack: "local", label: words, draft: true }))];
  };
  const taken = query.data ? decisionsOf(query.data).map(({ name }) => name) : [];
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const name = nameOf(label, taken, "decision");
    await mutateAsync({ path: `/metadata/decision/${name}`, method: "PUT", body: newDecision(name, label.trim()) });
    router.push(`/studio/decisions/${name}`);
  };
  const button = <Button variant="primary" onClick={() => setCreating(true)}><Plus />{t("decision.new")}</Button>;
  return (
    <AdminFrame section="decisions" actions={<><ImportButton label={t("designer.import")} onClick={() => setImporting({})} />{button}</>}>
      <FileArea onFile={(file) => setImporting({ file })}>
        <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("decision.listText")}</p>
        <Loaded query={query} isEmpty={(data) => decisionsOf(data).length === 0} empty={<EmptyState icon={<Table2 />} title={t("decision.none")} text={t("decision.noneText")}>{button}</EmptyState>}>
          {(data) => (
            <AdminTable
              label={t("decision.title")} rows={decisionsOf(data)} keyOf={(one) => one.name}
              columns={[
                { label: t("decision.one"), cell: (one) => <Link href={`/studio/decisions/${one.name}`} prefetch={false} className="flex min-h-8 items-center font-medium hover:underline">{one.label}</Link> },
                { label: t("admin.pack"), cell: (one) => <span className="flex gap-1"><Badge>{one.pack === "local" ? t("admin.madeHere") : one.pack}</Badge>{one.draft && <Badge tone="yellow">{t("designer.draft")}</Badge>}</span> },
              ]}
            />
          )}
        </Loaded>
      </FileArea>
      {importing && <ImportDecision dropped={importing.file} taken={taken} onClose={() => setImporting(undefined)} />}
      <Dialog open={creating} onOpenChange={setCreating}>
        {creating && (
          <DialogContent cancel title={t("decision.new")} footer={<Button form="decision" type="submit" variant="primary">{t("admin.continue")}</Button>}>
            <form id="decision" onSubmit={(event) => void create(event)} className="pt-1">
              <Labelled label={t("decision.label")}>{(id) => <Input id={id} required autoFocus maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}</Labelled>
            </form>
          </DialogContent>
        )}
      </Dialog>
    </AdminFrame>
  );
}
