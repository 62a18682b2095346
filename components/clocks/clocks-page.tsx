"use client";
import { Timer } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { AdminFrame } from "../admin/admin-frame";
import { DocumentList } from "../admin/document-list";
import { Loaded } from "../admin/parts";
import { useAdmin } from "../admin/use-admin";
import { useT } from "../i18n/provider";
import { Notice } from "../ui/states";
import { ClockEditor } from "./clock-editor";
import { newClock, type ClockDocument } from "./document";

const addressOf = (name: string, label?: string): string => `/admin/clocks?clock=${name}${label === undefined ? "" : `&new=${encodeURIComponent(label)}`}`;

/** Clocks of the application; each opens in its editor. */
export default function ClocksPage() {
  const t = useT();
  const params = useSearchParams();
  const name = params.get("clock");
  if (name !== null) return <OneClock key={name} name={name} fresh={params.get("new")} />;
  return <DocumentList section="clocks" kind="clock" icon={<Timer />} addressOf={addressOf} words={{ title: t("clocks.title"), one: t("clocks.one"), create: t("clocks.new"), none: t("clocks.none"), text: t("clocks.text"), label: t("clocks.label") }} />;
}

interface Stored {
  readonly revision: number;
  readonly document: ClockDocument | null;
  readonly draft?: { readonly document: ClockDocument | null; readonly baseRevision: number };
}

function OneClock({ name, fresh }: { name: string; fresh: string | null }) {
  const t = useT();
  const [label] = useState(fresh);
  const query = useAdmin<Stored>(`/metadata/clock/${name}`, label === null);
  if (label !== null) return <AdminFrame section="clocks" title={label}><ClockEditor first={newClock(name, label)} revision={undefined} /></AdminFrame>;
  const document = query.data?.draft?.document ?? query.data?.document;
  return (
    <AdminFrame section="clocks" title={document?.label ?? name}>
      <Loaded query={query}>{(data) => (document ? <ClockEditor key={name} first={document} revision={data.draft?.baseRevision ?? data.revision} /> : <Notice tone="warning">{t("clocks.gone")}</Notice>)}</Loaded>
    </AdminFrame>
  );
}
