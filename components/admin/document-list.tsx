"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent, type ReactNode } from "react";
import { nameOf } from "../designer/panel/node-setting";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Labelled, Loaded } from "./parts";
import type { AdminSection } from "./sections";
import { useAdmin } from "./use-admin";

interface Listed {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly pack: string; readonly label?: string }[];
  readonly draft: { readonly changes: readonly { readonly kind: string; readonly name: string; readonly document: { readonly label?: string } | null }[] } | null;
}

interface Row {
  readonly name: string;
  readonly pack: string;
  readonly label: string;
  readonly draft: boolean;
}

export interface ListWords {
  readonly title: string;
  readonly one: string;
  readonly create: string;
  readonly none: string;
  readonly text: string;
  readonly label: string;
}

interface ListProps {
  section: AdminSection["name"];
  kind: string;
  icon: ReactNode;
  words: ListWords;
  /** What a new document is called until somebody opens it. */
  addressOf(name: string, label?: string): string;
}

/** Published and drafted documents of a kind, and a new one by its label. */
export function rowsOf({ items, draft }: Listed, kind: string): readonly Row[] {
  const drafts = new Map((draft?.changes ?? []).filter((one) => one.kind === kind && one.document).map(({ name, document }) => [name, document!.label ?? name]));
  const known = items.filter((one) => one.kind === kind).map(({ name, pack, label }): Row => ({ name, pack, label: drafts.get(name) ?? label ?? name, draft: drafts.has(name) }));
  return [...known, ...[...drafts].filter(([name]) => !known.some((one) => one.name === name)).map(([name, label]): Row => ({ name, pack: "local", label, draft: true }))];
}

/** Documents of one kind, each opening in its editor. */
export function DocumentList({ section, kind, icon, words, addressOf }: ListProps) {
  const t = useT();
  const router = useRouter();
  const query = useAdmin<Listed>("/metadata");
  const [creating, setCreating] = useState(false);
  const [label, setLabel] = useState("");
  const create = (event: FormEvent) => {
    event.preventDefault();
    router.push(addressOf(nameOf(label, query.data ? rowsOf(query.data, kind).map(({ name }) => name) : [], kind), label.trim()));
  };
  const button = <Button variant="primary" onClick={() => setCreating(true)}><Plus />{words.create}</Button>;
  // What there is nothing of yet is explained, and begun, in the middle of the page.
  const isEmpty = query.data !== undefined && rowsOf(query.data, kind).length === 0;
  return (
    <AdminFrame section={section} actions={isEmpty ? undefined : button}>
      {!isEmpty && <p className="mb-3 max-w-2xl text-sm text-ink-2">{words.text}</p>}
      <Loaded query={query} isEmpty={(data) => rowsOf(data, kind).length === 0} empty={<EmptyState icon={icon} title={words.none} text={words.text}>{button}</EmptyState>}>
        {(data) => (
          <AdminTable
            label={words.title} rows={rowsOf(data, kind)} keyOf={(one) => one.name}
            columns={[
              { label: words.one, cell: (one) => <Link href={addressOf(one.name)} prefetch={false} className="flex min-h-8 items-center font-medium hover:underline">{one.label}</Link> },
              { label: t("admin.pack"), cell: (one) => <span className="flex gap-1"><Badge>{one.pack === "local" ? t("admin.madeHere") : one.pack}</Badge>{one.draft && <Badge tone="yellow">{t("designer.draft")}</Badge>}</span> },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={creating} onOpenChange={setCreating}>
        {creating && (
          <DialogContent cancel title={words.create} footer={<Button form="newDocument" type="submit" variant="primary">{t("admin.continue")}</Button>}>
            <form id="newDocument" onSubmit={create} className="pt-1"><Labelled label={words.label}>{(id) => <Input id={id} required autoFocus maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}</Labelled></form>
          </DialogContent>
        )}
      </Dialog>
    </AdminFrame>
  );
}
