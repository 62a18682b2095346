"use client";
import { FileText } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { AdminFrame } from "../admin/admin-frame";
import { DocumentList } from "../admin/document-list";
import { Loaded } from "../admin/parts";
import { useAdmin } from "../admin/use-admin";
import { useT } from "../i18n/provider";
import { Notice } from "../ui/states";
import { newTemplate, type TemplateDocument } from "./document";
import { TemplateEditor } from "./template-editor";

const addressOf = (name: string, label?: string): string => `/admin/templates?template=${name}${label === undefined ? "" : `&new=${encodeURIComponent(label)}`}`;

/** Templates of documents; each opens in its editor. */
export default function TemplatesPage() {
  const t = useT();
  const params = useSearchParams();
  const name = params.get("template");
  if (name !== null) return <OneTemplate key={name} name={name} fresh={params.get("new")} />;
  return <DocumentList section="templates" kind="template" icon={<FileText />} addressOf={addressOf} words={{ title: t("templates.title"), one: t("templates.one"), create: t("templates.new"), none: t("templates.none"), text: t("templates.text"), label: t("templates.label") }} />;
}

interface Stored {
  readonly revision: number;
  readonly document: TemplateDocument | null;
  readonly draft?: { readonly document: TemplateDocument | null; readonly baseRevision: number };
}

function OneTemplate({ name, fresh }: { name: string; fresh: string | null }) {
  const t = useT();
  const [label] = useState(fresh);
  const query = useAdmin<Stored>(`/metadata/template/${name}`, label === null);
  if (label !== null) return <AdminFrame section="templates" title={label}><TemplateEditor first={newTemplate(name, label)} isNew revision={undefined} /></AdminFrame>;
  const document = query.data?.draft?.document ?? query.data?.document;
  return (
    <AdminFrame section="templates" title={document?.label ?? name}>
      <Loaded query={query}>{(data) => (document ? <TemplateEditor key={name} first={document} revision={data.draft?.baseRevision ?? data.revision} /> : <Notice tone="warning">{t("templates.gone")}</Notice>)}</Loaded>
    </AdminFrame>
  );
}
