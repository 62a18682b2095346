"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useT } from "../i18n/provider";
import { PageBar, type Crumb } from "../layout/page-bar";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { STUDIO_SECTIONS } from "./sections";

interface FrameProps {
  /** Where one is below the studio. */
  crumbs?: readonly Crumb[];
  /** Buttons of the bar. */
  actions?: ReactNode;
  /** The page takes all the room there is (designers). */
  full?: boolean;
  children: ReactNode;
}

/** A page of the studio: what can be built at the left (above on a phone), the page beside it. */
export function StudioFrame({ crumbs = [], actions, full, children }: FrameProps) {
  const t = useT();
  const path = usePathname();
  const here = [...STUDIO_SECTIONS].reverse().find(({ href }) => path === href || path.startsWith(`${href}/`))?.href;
  return (
    <>
      <PageBar crumbs={[{ label: t("studio.title"), ...(crumbs.length > 0 ? { href: "/studio" } : {}) }, ...crumbs]}>{actions}</PageBar>
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        {STUDIO_SECTIONS.length > 1 && (
          <nav aria-label={t("studio.title")} className="flex shrink-0 gap-1 border-line p-2 max-md:overflow-x-auto max-md:border-b md:w-44 md:flex-col md:border-r">
            {STUDIO_SECTIONS.map(({ href, label, icon }) => (
              <Link key={href} href={href} prefetch={false} aria-current={href === here ? "page" : undefined} className={cn("flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink max-sm:h-10", href === here && "bg-active font-medium text-ink")}>
                <Icon name={icon} className="size-4 shrink-0 text-ink-3" />
                {t(label)}
              </Link>
            ))}
          </nav>
        )}
        <main id="content" tabIndex={-1} className={cn("scroll-thin min-h-0 min-w-0 flex-1 outline-none", full ? "flex flex-col" : "overflow-y-auto")}>
          {full ? children : <div className="mx-auto max-w-5xl px-6 py-6 max-md:px-3 max-md:py-4">{children}</div>}
        </main>
      </div>
    </>
  );
}
