"use client";
import { useT } from "../i18n/provider";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { ICON_NAMES } from "../ui/icon-names";
import { Panel } from "../ui/panel";
import { PanelButton } from "../ui/panel-button";

/** A button with the picture of the entity; opens all pictures there are. */
export function IconChoice({ value, onChange }: { value: string; onChange(icon: string): void }) {
  const t = useT();
  return (
    <PanelButton label={t("studio.icon")} size="icon" className="size-9 border border-line-strong" panel={(anchor, close) => (
      <Panel anchor={anchor} label={t("studio.icon")} onClose={close} className="w-72">
        <div className="scroll-thin grid max-h-64 grid-cols-8 gap-0.5 overflow-y-auto">
          {[...ICON_NAMES].map((name) => (
            <button key={name} type="button" aria-label={name} title={name} aria-pressed={name === value} onClick={() => { onChange(name); close(); }} className={cn("flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink", name === value && "bg-accent-soft text-accent-ink")}>
              <Icon name={name} className="size-4" />
            </button>
          ))}
        </div>
      </Panel>
    )}>
      <Icon name={value} className="size-5" />
    </PanelButton>
  );
}
