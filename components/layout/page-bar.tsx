"use client";
import { ChevronLeft, ChevronRight, Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { useT } from "../i18n/provider";
import { Kbd } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Bell } from "../notifications/bell";
import { useShell } from "./shell";
import { UserMenu } from "./user-menu";

export interface Crumb {
  label: string;
  href?: string;
}

interface PageBarProps {
  crumbs: readonly Crumb[];
  /** The page says its name in a heading right below: on a phone the bar keeps to the way back, by name, and to what is done here. */
  titled?: boolean;
  children?: ReactNode;
}

/** The one bar at the top of every page: where one is, what can be done here, search and the person. On a phone the way back is an arrow; the name goes where buttons leave no room for it. */
export function PageBar({ crumbs, titled = false, children }: PageBarProps) {
  const t = useT();
  const { openMenu, openPalette } = useShell();
  return (
    <header data-chrome className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-canvas px-4 max-md:px-2">
      <Button variant="ghost" size="icon" className="md:hidden" aria-label={t("shell.menu")} onClick={openMenu}>
        <MenuIcon />
      </Button>
      <nav aria-label={t("shell.breadcrumbs")} className="@container min-w-0 flex-1">
        <ol className="flex min-w-0 items-center gap-1 text-sm">
          {crumbs.map((crumb, index) => (
            <Fragment key={`${index}-${crumb.label}`}>
              {index > 0 && <ChevronRight className="size-3.5 shrink-0 text-ink-3 max-md:hidden" aria-hidden />}
              <li className={placeOf(crumbs, index, titled)}>
                {crumb.href ? (
                  <Link href={crumb.href} prefetch={false} className="flex min-w-0 items-center rounded-sm text-ink-2 hover:text-ink max-md:h-10 max-md:min-w-10 max-md:justify-center">
                    {index < crumbs.length - 1 && <ChevronLeft className="size-5 shrink-0 md:hidden" aria-hidden />}
                    <span className={index === crumbs.length - 1 ? "truncate" : titled ? "truncate sm:max-md:sr-only" : "max-md:sr-only"}>{crumb.label}</span>
                  </Link>
                ) : (
                  <span aria-current="page" className="block truncate font-medium">
                    {crumb.label}
                  </span>
                )}
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      <div className="flex shrink-0 items-center gap-1.5">
        {children}
        <div className={cn("flex items-center gap-1.5", titled && "max-sm:hidden")}>
          <Button variant="ghost" className="text-ink-3 max-lg:size-8 max-lg:px-0 max-sm:size-10" onClick={openPalette} aria-label={t("shell.search")} aria-keyshortcuts="Control+K">
            <Search />
            <span className="hidden items-center gap-1 lg:flex" aria-hidden>
              <Kbd>{t("keys.ctrl")}</Kbd>
              <Kbd>K</Kbd>
            </span>
          </Button>
          <Bell />
          <UserMenu />
        </div>
      </div>
    </header>
  );
}

/** The last crumb gives way first; of those before it a phone keeps the nearest that leads anywhere. */
function placeOf(crumbs: readonly Crumb[], index: number, titled: boolean): string {
  if (index === crumbs.length - 1) return titled ? "min-w-0 max-sm:sr-only" : "min-w-0 max-md:@max-[5rem]:sr-only";
  if (index === crumbs.length - 2 && crumbs[index]?.href) return titled ? "min-w-0 sm:shrink-0" : "shrink-0";
  return "shrink-0 max-md:hidden";
}
