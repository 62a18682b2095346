"use client";
import { CalendarClock, Copy, Ellipsis, LayoutDashboard, Pencil, Plus, RefreshCw } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { PageBar, type Crumb } from "../layout/page-bar";
import { Button } from "../ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { EmptyState } from "../ui/states";
import { DashboardView } from "./dashboard-view";
import { mayBuild } from "./may-build";

/** The page of a dashboard; `home`: it stands on the start page. The page has made sure that there is one. */
export function DashboardPage({ name, home = false }: { name: string; home?: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const { parts, system, user } = useModel();
  const dashboard = parts.dashboard.find((one) => one.name === name);
  if (!dashboard) return null;
  return (
    <>
      <PageBar crumbs={home ? [{ label: dashboard.label }] : [{ label: t("dashboard.all"), href: "/dashboards" }, { label: dashboard.label }]}>
        <Button variant="ghost" size="icon" aria-label={t("dashboard.refresh")} onClick={() => void client.invalidateQueries({ queryKey: ["records", "(dashboard)", name] })}>
          <RefreshCw />
        </Button>
        {mayBuild(system) && (
          <Menu>
            <MenuTrigger asChild>
              <Button variant="ghost" size="icon" aria-label={t("dashboard.menu")}>
                <Ellipsis />
              </Button>
            </MenuTrigger>
            <MenuContent>
              <MenuItem asChild>
                <Link href={`/dashboards/${name}/edit`}>
                  <Pencil />
                  {t("dashboard.edit")}
                </Link>
              </MenuItem>
              <MenuItem asChild>
                <Link href={`/dashboards/new?from=${name}`}>
                  <Copy />
                  {t("dashboard.duplicate")}
                </Link>
              </MenuItem>
              <MenuItem asChild>
                <Link href="/dashboards/new">
                  <Plus />
                  {t("dashboard.new")}
                </Link>
              </MenuItem>
            </MenuContent>
          </Menu>
        )}
      </PageBar>
      <PageBody>
        {home ? <h1 className="mb-3 text-xl font-semibold tracking-tight">{t("home.hello", { name: user.name })}</h1> : <h1 className="sr-only">{dashboard.label}</h1>}
        {!home && dashboard.schedule && (
          <p className="mb-3 flex items-center gap-1.5 text-xs text-ink-3">
            <CalendarClock className="size-3.5" aria-hidden />
            {t("report.scheduled")}
          </p>
        )}
        <DashboardView dashboard={dashboard} />
      </PageBody>
    </>
  );
}

export function PageBody({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="scroll-thin min-h-0 flex-1 overflow-y-auto bg-sunken">
      <div className="mx-auto max-w-[100rem] px-4 py-4 max-md:px-2.5">{children}</div>
    </main>
  );
}

/** All dashboards and reports that are offered. */
export function DashboardsPage() {
  const t = useT();
  const { parts, system } = useModel();
  const build = mayBuild(system);
  const crumbs: Crumb[] = [{ label: t("dashboard.all") }];
  const none = parts.dashboard.length + parts.report.length === 0;
  return (
    <>
      <PageBar crumbs={crumbs}>
        {build && (
          <Button asChild>
            <Link href="/reports/new">
              <Plus />
              {t("report.new")}
            </Link>
          </Button>
        )}
        {build && (
          <Button asChild variant="primary">
            <Link href="/dashboards/new">
              <Plus />
              {t("dashboard.new")}
            </Link>
          </Button>
        )}
      </PageBar>
      <PageBody>
        <h1 className="sr-only">{t("dashboard.all")}</h1>
        {none && <EmptyState icon={<LayoutDashboard />} title={t("dashboard.noneYet")} text={build ? t("dashboard.noneYetBuild") : t("dashboard.noneYetText")} />}
        <Cards title={t("dashboard.dashboards")} items={parts.dashboard.map((one) => ({ ...one, href: `/dashboards/${one.name}` }))} />
        <Cards title={t("report.all")} items={parts.report.map((one) => ({ ...one, href: `/reports/${one.name}` }))} />
      </PageBody>
    </>
  );
}

function Cards({ title, items }: { title: string; items: readonly { id: string; label: string; description?: string; href: string }[] }) {
  if (items.length === 0) return null;
  return (
    <section className="mb-6">
      <h2 className="mb-2 text-sm font-semibold text-ink-2">{title}</h2>
      <ul className="grid grid-cols-3 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
        {items.map((item) => (
          <li key={item.id}>
            <Link href={item.href} className="block h-full rounded-lg border border-line bg-raised px-3.5 py-3 shadow-low hover:border-line-strong hover:bg-hover">
              <span className="block truncate font-medium">{item.label}</span>
              {item.description && <span className="mt-0.5 line-clamp-2 block text-sm text-ink-3">{item.description}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
