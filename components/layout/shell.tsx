"use client";
import dynamic from "next/dynamic";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useDesk } from "../data/desk";
import { useT } from "../i18n/provider";
import { CatchFailed } from "./failed";
import { SessionEnded } from "./session-ended";
import { Sidebar } from "./sidebar";
import { useKeptLooks } from "./choices";
import { useOffline } from "./use-offline";
import { setCookie } from "./theme";

// What opens on demand is loaded on demand.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const MenuDrawer = dynamic(() => import("./menu-drawer").then((module) => module.MenuDrawer), { ssr: false });
const Tour = dynamic(() => import("../help/tour").then((module) => module.Tour), { ssr: false });
const Shortcuts = dynamic(() => import("./shortcuts").then((module) => module.Shortcuts), { ssr: false });

interface ShellDoors {
  openMenu(): void;
  openPalette(): void;
  openShortcuts(): void;
  openTour(): void;
}

const Context = createContext<ShellDoors | null>(null);

/** Opens parts of the shell from a page. */
export function useShell(): ShellDoors {
  const doors = useContext(Context);
  if (!doors) throw new Error("Shell is missing above this component.");
  return doors;
}

/** Frame of every page of the application: sidebar, drawer on a phone, palette, shortcuts. */
export function Shell({ collapsed: collapsedAtFirst, children }: { collapsed: boolean; children: ReactNode }) {
  const t = useT();
  const [collapsed, setCollapsed] = useState(collapsedAtFirst);
  const [open, setOpen] = useState<"menu" | "palette" | "shortcuts">();
  const doors = useMemo<ShellDoors>(() => ({ openMenu: () => setOpen("menu"), openPalette: () => setOpen("palette"), openShortcuts: () => setOpen("shortcuts"), openTour: () => setTouring(true) }), []);
  const [touring, setTouring] = useState(false);
  const desk = useDesk();
  // Somebody new is shown around once; until the server has said who is new, nobody is.
  const isNew = desk !== undefined && !desk.settings.tourDone;
  useOffline();
  useKeptLooks(desk?.settings);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
      } else if (event.key === "?" && !isTyping(event.target)) setOpen("shortcuts");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  const toggle = () => {
    setCookie("sidebar", collapsed ? "open" : "collapsed");
    setCollapsed(!collapsed);
  };
  const close = () => setOpen(undefined);

  return (
    <Context value={doors}>
      <a href="#content" className="sr-only z-50 rounded-md bg-raised px-3 py-2 text-sm shadow-pop focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {t("shell.skip")}
      </a>
      <div className="flex h-dvh overflow-hidden">
        <Sidebar collapsed={collapsed} onToggle={toggle} />
        <div className="flex min-w-0 flex-1 flex-col"><CatchFailed>{children}</CatchFailed></div>
      </div>
      {open === "menu" && <MenuDrawer onClose={close} onSearch={doors.openPalette} />}
      {open === "palette" && <Palette onClose={close} onShortcuts={doors.openShortcuts} />}
      {open === "shortcuts" && <Shortcuts onClose={close} />}
      {(touring || isNew) && open === undefined && <Tour onClose={() => setTouring(false)} />}
      <SessionEnded />
    </Context>
  );
}

/** True while the person writes: single-letter shortcuts stay quiet then. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest("input:not([type=checkbox]), textarea, select, [role=dialog], [role=menu], [role=combobox]") !== null);
}
