"use client";
import { ChevronDown, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import type { ClientMenu, ClientMenuItem } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useRemembered } from "../data/remembered";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { NativeSelect } from "../ui/input";
import { Tooltip } from "../ui/tooltip";
import { DeskNav } from "./desk-nav";
import { Logo } from "./logo";
import { menuHref } from "./menu-href";
import { readCookie, setCookie } from "./theme";

/** Menus that stand one below the other; from the next on one is chosen. */
const APART = 3;
const APPLICATION = "application";

/** The menu chosen on this device. */
function useApplication(): [string, (name: string) => void] {
  const [name, setName] = useState("");
  useEffect(() => setName(readCookie(APPLICATION) ?? ""), []);
  const choose = (next: string) => {
    setName(next);
    setCookie(APPLICATION, next);
  };
  return [name, choose];
}

interface SidebarProps {
  collapsed: boolean;
  onToggle(): void;
}

export function Sidebar({ collapsed, onToggle }: SidebarProps) {
  const t = useT();
  const label = collapsed ? t("shell.expand") : t("shell.collapse");
  return (
    <aside data-chrome aria-label={t("shell.sidebar")} className={cn("hidden h-dvh shrink-0 flex-col border-r border-line bg-sunken md:flex", collapsed ? "w-13" : "w-58")}>
      <div className={cn("flex h-12 items-center gap-2 px-3", collapsed && "justify-center px-0")}>
        <Link href="/" prefetch={false} aria-label={t("shell.home")} className="flex items-center gap-2 rounded-md">
          <Logo className="size-6" />
          {!collapsed && <span className="font-semibold tracking-tight">{t("app.name")}</span>}
        </Link>
      </div>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <MenuNav collapsed={collapsed} />
        {!collapsed && <DeskNav />}
      </div>
      <div className={cn("flex p-2", collapsed ? "justify-center" : "justify-end")}>
        <Tooltip text={label} side="right">
          <Button variant="ghost" size="iconSm" aria-label={label} aria-expanded={!collapsed} onClick={onToggle}>
            {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
          </Button>
        </Tooltip>
      </div>
    </aside>
  );
}

/** Menus of the metadata as navigation; also used in the drawer on a phone. */
export function MenuNav({ collapsed = false, className, onNavigate }: { collapsed?: boolean; className?: string; onNavigate?(): void }) {
  const t = useT();
  const { menus } = useModel();
  const [chosen, choose] = useApplication();
  // A few menus stand one below the other; more are applications to choose from.
  const isSwitched = menus.length > APART;
  const only = isSwitched ? menus.find((menu) => menu.name === chosen) : undefined;
  return (
    <nav aria-label={t("shell.menu")} className={cn("px-2 pb-2", className)}>
      {isSwitched && !collapsed && (
        <NativeSelect aria-label={t("shell.application")} value={only?.name ?? ""} onValueChange={choose} className="mb-2">
          <option value="">{t("shell.allApplications")}</option>
          {menus.map((menu) => (
            <option key={menu.id} value={menu.name}>
              {menu.label}
            </option>
          ))}
        </NativeSelect>
      )}
      {(only ? [only] : menus).map((menu) => (
        <MenuGroup key={menu.id} menu={menu} collapsed={collapsed} titled={menus.length > 1 && !only} onNavigate={onNavigate} />
      ))}
    </nav>
  );
}

function MenuGroup({ menu, collapsed, titled, onNavigate }: { menu: ClientMenu; collapsed: boolean; titled: boolean; onNavigate?(): void }) {
  const [open, setOpen] = useRemembered(`metaloom.menu.${menu.name}`, true);
  const folds = titled && !collapsed;
  return (
    <div className="mb-3">
      {folds && (
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex h-7 w-full items-center gap-1 rounded-md px-2 text-xs font-medium text-ink-3 hover:text-ink max-md:h-11">
          <span className="truncate">{menu.label}</span>
          <ChevronDown className={cn("size-3 transition-transform", !open && "-rotate-90")} aria-hidden />
        </button>
      )}
      {(open || !folds) && (
        <ul>
          {menu.items.map((item) => (
            <Item key={item.id} item={item} collapsed={collapsed} onNavigate={onNavigate} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Item({ item, collapsed, onNavigate }: { item: ClientMenuItem; collapsed: boolean; onNavigate?(): void }) {
  const [open, setOpen] = useState(true);
  if (item.items.length === 0) return <Leaf item={item} collapsed={collapsed} onNavigate={onNavigate} />;
  return (
    <li>
      {!collapsed && (
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex h-7 w-full items-center gap-1 rounded-md px-2 text-xs font-medium text-ink-3 hover:text-ink">
          <span className="truncate">{item.label}</span>
          <ChevronDown className={cn("size-3 transition-transform", !open && "-rotate-90")} aria-hidden />
        </button>
      )}
      {(open || collapsed) && (
        <ul>
          {item.items.map((child) => (
            <Item key={child.id} item={child} collapsed={collapsed} onNavigate={onNavigate} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Leaf({ item, collapsed, onNavigate }: { item: ClientMenuItem; collapsed: boolean; onNavigate?(): void }) {
  const { entities } = useModel();
  const path = usePathname();
  const href = menuHref(item);
  const current = path === href.split("?")[0] || (item.entity !== undefined && path.startsWith(`/${item.entity}/`));
  const link = (
    <Link
      href={href}
      prefetch={false}
      {...(href.startsWith("https://") ? { target: "_blank", rel: "noopener noreferrer" } : {})}
      onClick={onNavigate}
      aria-current={current ? "page" : undefined}
      aria-label={collapsed ? item.label : undefined}
      className={cn(
        "flex h-8 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink max-md:h-11",
        current && "bg-active font-medium text-ink",
        collapsed && "justify-center px-0",
      )}
    >
      <Icon name={item.icon ?? entities[item.entity ?? ""]?.icon} className={cn("size-4 shrink-0 text-ink-3", current && "text-accent-ink")} />
      {!collapsed && <span className="truncate">{item.label}</span>}
    </Link>
  );
  return <li>{collapsed ? <Tooltip text={item.label} side="right">{link}</Tooltip> : link}</li>;
}
