"use client";
import { Timer } from "lucide-react";
import { DocumentPage } from "../admin/document-page";
import { useT } from "../i18n/provider";
import { ClockEditor } from "./clock-editor";
import { newClock, type ClockDocument } from "./document";

/** Clocks of the application; each opens in its editor. */
export default function ClocksPage() {
  const t = useT();
  const words = { title: t("clocks.title"), one: t("clocks.one"), create: t("clocks.new"), none: t("clocks.none"), text: t("clocks.text"), label: t("clocks.label"), gone: t("clocks.gone") };
  return <DocumentPage<ClockDocument> section="clocks" kind="clock" icon={<Timer />} words={words} made={newClock} editor={(document, revision, isDraft) => <ClockEditor key={document.name} first={document} revision={revision} isDraft={isDraft} />} />;
}
