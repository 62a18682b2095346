"use client";
import { CalendarClock, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useState, type FormEvent } from "react";
import { AdminFrame } from "../admin/admin-frame";
import { AdminTable, Labelled, Loaded } from "../admin/parts";
import { useAdmin } from "../admin/use-admin";
import { nameOf } from "../designer/panel/node-setting";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { EmptyState, Notice } from "../ui/states";
import { CalendarEditor } from "./calendar-editor";
import type { CalendarDocument } from "./document";

interface Listed {
  readonly revision: number;
  readonly items: readonly { readonly kind: string; readonly name: string; readonly pack: string; readonly label?: string }[];
}

/** Working calendars of the application; each opens in its editor. */
export default function CalendarsPage() {
  const name = useSearchParams().get("calendar");
  return name === null ? <CalendarList /> : <OneCalendar key={name} name={name} />;
}

function CalendarList() {
  const t = useT();
  const router = useRouter();
  const query = useAdmin<Listed>("/metadata");
  const [creating, setCreating] = useState(false);
  const [label, setLabel] = useState("");
  const calendars = (query.data?.items ?? []).filter(({ kind }) => kind === "workingCalendar");
  const create = (event: FormEvent) => {
    event.preventDefault();
    const name = nameOf(label, calendars.map((one) => one.name), "calendar");
    sessionStorage.setItem(`calendar:${name}`, label.trim());
    router.push(`/admin/calendars?calendar=${name}`);
  };
  const button = <Button variant="primary" onClick={() => setCreating(true)}><Plus />{t("calendars.new")}</Button>;
  return (
    <AdminFrame section="calendars" actions={button}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("calendars.text")}</p>
      <Loaded query={query} isEmpty={() => calendars.length === 0} empty={<EmptyState icon={<CalendarClock />} title={t("calendars.none")} text={t("calendars.text")}>{button}</EmptyState>}>
        {() => (
          <AdminTable
            label={t("calendars.title")} rows={calendars} keyOf={(one) => one.name}
            columns={[
              { label: t("calendars.one"), cell: (one) => <Link href={`/admin/calendars?calendar=${one.name}`} prefetch={false} className="flex min-h-8 items-center font-medium hover:underline">{one.label ?? one.name}</Link> },
              { label: t("admin.pack"), cell: (one) => <Badge>{one.pack === "local" ? t("admin.madeHere") : one.pack}</Badge> },
            ]}
          />
        )}
      </Loaded>
      <Dialog open={creating} onOpenChange={setCreating}>
        {creating && (
          <DialogContent cancel title={t("calendars.new")} footer={<Button form="calendar" type="submit" variant="primary">{t("admin.continue")}</Button>}>
            <form id="calendar" onSubmit={create} className="pt-1"><Labelled label={t("calendars.label")}>{(id) => <Input id={id} required autoFocus maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}</Labelled></form>
          </DialogContent>
        )}
      </Dialog>
    </AdminFrame>
  );
}

function OneCalendar({ name }: { name: string }) {
  const t = useT();
  const router = useRouter();
  const [fresh] = useState(() => (typeof sessionStorage === "undefined" ? null : sessionStorage.getItem(`calendar:${name}`)));
  const query = useAdmin<{ revision: number; document: CalendarDocument | null }>(`/metadata/workingCalendar/${name}`, fresh === null);
  const published = () => {
    sessionStorage.removeItem(`calendar:${name}`);
    router.refresh();
  };
  if (fresh !== null) {
    const first: CalendarDocument = { id: name, name, label: fresh, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, shifts: [{ id: "shift1", days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }] };
    return <AdminFrame section="calendars" title={fresh}><CalendarEditor first={first} isNew revision={undefined} onPublished={published} /></AdminFrame>;
  }
  return (
    <AdminFrame section="calendars" title={query.data?.document?.label ?? name}>
      <Loaded query={query}>{({ document, revision }) => (document ? <CalendarEditor key={name} first={document} revision={revision} onPublished={published} /> : <Notice tone="warning">{t("calendars.gone")}</Notice>)}</Loaded>
    </AdminFrame>
  );
}
