"use client";
import { FileText } from "lucide-react";
import { DocumentPage } from "../admin/document-page";
import { useT } from "../i18n/provider";
import { newTemplate, type TemplateDocument } from "./document";
import { TemplateEditor } from "./template-editor";

/** Templates of documents; each opens in its editor. */
export default function TemplatesPage() {
  const t = useT();
  const words = { title: t("templates.title"), one: t("templates.one"), create: t("templates.new"), none: t("templates.none"), text: t("templates.text"), label: t("templates.label"), gone: t("templates.gone") };
  return <DocumentPage<TemplateDocument> section="templates" kind="template" icon={<FileText />} words={words} made={newTemplate} editor={(document, revision, isDraft) => <TemplateEditor key={document.name} first={document} isNew={revision === undefined} isDraft={isDraft} revision={revision} />} />;
}
