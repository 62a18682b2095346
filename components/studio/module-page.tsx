"use client";
import { History, Languages, Plus, Trash2, Workflow } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { api, ApiError } from "../data/api";
import { useAdmin } from "../admin/use-admin";
import { useModel } from "../data/model";
import { NotFound } from "../layout/not-found";
import { useT } from "../i18n/provider";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Confirm } from "../ui/confirm";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/states";
import { useToast } from "../ui/toast";
import { DraftNotice } from "./draft-notice";
import { StudioFrame } from "./studio-frame";
import { usePublish } from "./use-publish";
import { useMetadata, type DocumentItem } from "./use-studio";
import { usePeople } from "./wizard/access-step";

/** A module: its entities with their screens, its roles, menus and dashboards. */
export default function ModulePage({ module }: { module: string }) {
  const t = useT();
  const query = useMetadata();
  const { entities, menus, parts: known } = useModel();
  const roles = useAdmin<{ items: readonly { name: string; label: string }[] }>("/roles");
  const [removing, setRemoving] = useState(false);
  if (!query.data) return <StudioFrame crumbs={[{ label: module }]}><div className="grid gap-3"><Skeleton className="h-8 w-1/3" /><Skeleton className="h-40" /></div></StudioFrame>;
  const pack = query.data.packs.find(({ name }) => name === module);
  const items = query.data.items.filter((item) => item.pack === module);
  if (!pack && module !== "local") return <NotFound t={t} />;
  const label = pack?.manifest.label ?? t("studio.localModule");
  const isOwn = pack?.madeHere ?? false;
  const of = (kind: string): readonly DocumentItem[] => items.filter((item) => item.kind === kind);
  const parts = (entity: string): readonly DocumentItem[] => items.filter(({ name }) => name.startsWith(`${entity}.`));
  return (
    <StudioFrame crumbs={[{ label }]}>
      <div className="mb-6 flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="flex items-center gap-2 text-xl font-semibold"><span className="truncate">{label}</span>{isOwn && <Badge tone="green">{t("studio.madeHere")}</Badge>}</h1>
          <p className="mt-1 max-w-prose text-sm text-ink-2">{pack?.manifest.description ?? (module === "local" ? t("studio.localText") : "")}</p>
        </div>
        {isOwn && <Button variant="ghost" onClick={() => setRemoving(true)}><Trash2 />{t("studio.removeModule")}</Button>}
        {isOwn && <Button asChild variant="primary"><Link href={`/studio/${module}/new`}><Plus />{t("studio.newEntity")}</Link></Button>}
      </div>
      <DraftNotice />
      {!isOwn && module !== "local" && <Notice tone="info" className="mb-4">{t("studio.foreign")}</Notice>}
      <nav aria-label={label} className="mb-5 flex flex-wrap gap-2">
        <Button asChild><Link href={`/studio/${module}/entity-diagram`} prefetch={false}><Workflow />{t("studio.diagram")}</Link></Button>
        {pack && <Button asChild><Link href={`/studio/${module}/word-table`} prefetch={false}><Languages />{t("studio.translations")}</Link></Button>}
        <Button asChild><Link href="/admin/revisions" prefetch={false}><History />{t("admin.revisions")}</Link></Button>
      </nav>
      <Part title={t("studio.entities")}>
        <ul className="grid gap-2 sm:grid-cols-2">
          {of("entity").map((item) => (
            <li key={item.name}>
              <Link href={`/studio/${module}/${item.name}`} prefetch={false} className="flex items-center gap-3 rounded-lg border border-line bg-raised p-3 shadow-low hover:border-line-strong hover:bg-hover">
                <Icon name={entities[item.name]?.icon ?? "box"} className="size-5 shrink-0 text-ink-3" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{entities[item.name]?.plural ?? item.name}</span>
                  <span className="block truncate text-xs text-ink-3">{t("studio.countFields", { count: entities[item.name]?.fields.filter((field) => !field.system).length ?? 0 })} · {t("studio.countScreens", { count: parts(item.name).length })}</span>
                </span>
                {(item.draft || parts(item.name).some(({ draft }) => draft)) && <Badge tone="yellow">{t("studio.draft")}</Badge>}
              </Link>
            </li>
          ))}
          {of("entity").length === 0 && <li className="text-sm text-ink-3">{t("studio.noEntities")}</li>}
        </ul>
      </Part>
      <Rest title={t("studio.roles")} items={of("role")} labels={roles.data?.items} href={(item) => `/admin/roles/${item.name}`} icon="shield" />
      <Rest title={t("studio.dashboards")} items={of("dashboard")} labels={known.dashboard} href={(item) => `/dashboards/${item.name}/edit`} icon="layout-dashboard" more={isOwn ? { label: t("dashboard.new"), href: `/dashboards/new?module=${module}` } : undefined} />
      <Rest title={t("studio.menus")} items={of("menu")} labels={menus} href={(item) => `/studio/${module}/menus/${item.name}`} icon="list" more={isOwn && of("menu").length === 0 ? { label: t("studio.newMenu"), href: `/studio/${module}/menus/${module}` } : undefined} />
      <RemoveModule open={removing} onOpenChange={setRemoving} module={module} label={label} roles={of("role").map(({ name }) => name)} />
    </StudioFrame>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-6">
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

interface RestProps {
  title: string;
  items: readonly DocumentItem[];
  /** As people call them; what they may not use themselves goes by its name. */
  labels: readonly { readonly name: string; readonly label: string }[] | undefined;
  href(item: DocumentItem): string;
  icon: string;
  /** Where one more is made. */
  more?: { readonly label: string; readonly href: string };
}

function Rest({ title, items, labels, href, icon, more }: RestProps) {
  if (items.length === 0 && !more) return null;
  const look = "flex h-8 items-center gap-2 rounded-md border border-line px-2.5 text-sm hover:bg-hover max-sm:h-10";
  return (
    <Part title={title}>
      <ul className="flex flex-wrap gap-2">
        {items.map((item) => (
          <li key={item.name}><Link href={href(item)} prefetch={false} className={look}><Icon name={icon} className="size-4 text-ink-3" />{labels?.find(({ name }) => name === item.name)?.label ?? item.label ?? item.name}</Link></li>
        ))}
        {more && <li><Link href={more.href} prefetch={false} className={cn(look, "border-dashed text-ink-2")}><Plus className="size-4 text-ink-3" />{more.label}</Link></li>}
      </ul>
    </Part>
  );
}

/** Asks, takes the module's roles from the people who have them, and takes the module away; its records are kept out of sight. */
function RemoveModule({ open, onOpenChange, module, label, roles }: { open: boolean; onOpenChange(open: boolean): void; module: string; label: string; roles: readonly string[] }) {
  const t = useT();
  const toast = useToast();
  const router = useRouter();
  const people = usePeople();
  const publish = usePublish();
  const remove = async () => {
    try {
      const holders = (people.data?.items ?? []).filter((person) => person.roles.some((role) => roles.includes(role)));
      for (const person of holders) await api(`/users/${person.id}/roles`, { method: "PUT", body: { roles: person.roles.filter((role) => !roles.includes(role)) } });
      await publish.mutateAsync({ changes: [{ kind: "pack", name: module, document: null }], summary: t("studio.summaryGone", { module: label }), confirmDestructive: true });
      toast({ tone: "success", title: t("studio.removed", { module: label }) });
      router.push("/studio");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: error.message, text: error.issues[0]?.message ?? error.remedy });
    }
  };
  return <Confirm open={open} onOpenChange={onOpenChange} danger title={t("studio.removeTitle", { module: label })} text={t("studio.removeText")} action={t("studio.removeModule")} onConfirm={() => void remove()} />;
}
