"use client";
import { LayoutDashboard } from "lucide-react";
import Link from "next/link";
import type { ClientMenuItem } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useRecent } from "../data/recent";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { EmptyState } from "../ui/states";
import { menuHref } from "./menu-href";
import { PageBar } from "./page-bar";

/** Start page: everything the menus offer, and what was opened last. */
export function HomePage() {
  const t = useT();
  const { menus, user, entities } = useModel();
  const recent = useRecent(user.id);
  const items = menus.flatMap((menu) => menu.items.flatMap(leaves));
  return (
    <>
      <PageBar crumbs={[{ label: t("shell.home") }]} />
      <main id="content" className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl px-4 py-8">
          <h1 className="text-xl font-semibold tracking-tight">{t("home.hello", { name: user.name })}</h1>
          {items.length === 0 && <EmptyState icon={<LayoutDashboard />} title={t("home.empty")} text={t("home.emptyText")}><Button asChild><Link href="/profile" prefetch={false}>{t("profile.title")}</Link></Button></EmptyState>}
          <ul className="mt-6 grid grid-cols-3 gap-3 max-md:grid-cols-2 max-sm:grid-cols-1">
            {items.map((item) => (
              <li key={item.id}>
                <Link href={menuHref(item)} className="flex items-center gap-3 rounded-lg border border-line bg-raised px-3.5 py-3 shadow-low hover:border-line-strong hover:bg-hover">
                  <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-ink">
                    <Icon name={item.icon ?? entities[item.entity ?? ""]?.icon} className="size-4" />
                  </span>
                  <span className="min-w-0 truncate font-medium">{item.label}</span>
                </Link>
              </li>
            ))}
          </ul>
          {recent.length > 0 && (
            <section className="mt-8">
              <h2 className="mb-2 text-sm font-semibold text-ink-2">{t("palette.recent")}</h2>
              <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
                {recent.map((record) => (
                  <li key={record.id}>
                    <Link href={`/${record.entity}/${record.id}`} prefetch={false} className="flex min-h-9 items-center gap-2.5 px-3.5 text-sm hover:bg-hover max-sm:min-h-11">
                      <Icon name={entities[record.entity]?.icon} className="size-4 shrink-0 text-ink-3" />
                      <span className="min-w-0 flex-1 truncate">{record.title}</span>
                      <span className="shrink-0 text-xs text-ink-3">{entities[record.entity]?.label}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </main>
    </>
  );
}

function leaves(item: ClientMenuItem): readonly ClientMenuItem[] {
  return item.items.length > 0 ? item.items.flatMap(leaves) : [item];
}
