"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { NativeSelect } from "../ui/input";
import { sectionsFor, type AdminSection } from "./sections";

const GROUPS = ["people", "rights", "system"] as const;

/** A page of administration: its own navigation (a select on a phone), a heading and the content. */
export function AdminFrame({ section, title, actions, children }: { section: AdminSection["name"]; title?: string; actions?: ReactNode; children: ReactNode }) {
  const t = useT();
  const router = useRouter();
  const sections = sectionsFor(useModel().system);
  const here = sections.find(({ name }) => name === section);
  const name = here ? t(here.label) : t("admin.title");
  return (
    <>
      <PageBar crumbs={[{ label: t("admin.title"), href: "/admin" }, ...(title ? [{ label: name, href: `/admin/${section}` }, { label: title }] : [{ label: name }])]} />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <nav aria-label={t("admin.title")} className="scroll-thin w-50 shrink-0 overflow-y-auto border-r border-line p-2 max-md:hidden">
          {GROUPS.map((group) => (
            <ul key={group} className="mb-3">
              {sections.filter((item) => item.group === group).map((item) => (
                <li key={item.name}>
                  <Link href={`/admin/${item.name}`} prefetch={false} aria-current={item.name === section ? "page" : undefined} className={cn("flex h-8 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink", item.name === section && "bg-active font-medium text-ink")}>
                    <Icon name={item.icon} className="size-4 shrink-0 text-ink-3" />
                    <span className="truncate">{t(item.label)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          ))}
        </nav>
        <div className="border-b border-line p-2 md:hidden">
          <NativeSelect aria-label={t("admin.title")} className="w-full" value={section} onValueChange={(next) => router.push(`/admin/${next}`)}>
            {sections.map((item) => (
              <option key={item.name} value={item.name}>
                {t(item.label)}
              </option>
            ))}
          </NativeSelect>
        </div>
        <main id="content" tabIndex={-1} className="scroll-thin min-h-0 min-w-0 flex-1 overflow-y-auto outline-none">
          <div className="mx-auto max-w-5xl px-6 py-5 max-md:px-3 max-md:py-3">
            <div className={cn("flex flex-wrap items-center gap-2 md:mb-4", (title || actions) && "mb-4")}>
              {/* On a phone the select right above says the name of the section. */}
              <h1 className={cn("min-w-0 flex-1 text-xl font-semibold sm:truncate", !title && "max-md:sr-only")}>{title ?? name}</h1>
              {actions}
            </div>
            {children}
          </div>
        </main>
      </div>
    </>
  );
}
