"use client";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useDesk, type Place } from "../data/desk";
import { useModel } from "../data/model";
import { useRemembered } from "../data/remembered";
import { useT } from "../i18n/provider";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";

const RECENT = 5;

/** Below the menu: favourites, and what was opened last. */
export function DeskNav({ onNavigate }: { onNavigate?(): void }) {
  const t = useT();
  const desk = useDesk();
  return (
    <div className="px-2 pb-2">
      <Section name="favourites" title={t("favourite.title")} places={desk?.favourites ?? []} onNavigate={onNavigate} />
      <Section name="recent" title={t("palette.recent")} places={desk?.recent.slice(0, RECENT) ?? []} onNavigate={onNavigate} />
    </div>
  );
}

interface SectionProps {
  name: string;
  title: string;
  places: readonly Place[];
  onNavigate?(): void;
}

function Section({ name, title, places, onNavigate }: SectionProps) {
  const { entities } = useModel();
  const [open, setOpen] = useRemembered(`metaloom.nav.${name}`, true);
  const shown = places.filter((place) => Object.hasOwn(entities, place.entity));
  if (shown.length === 0) return null;
  return (
    <section className="mb-2" aria-label={title}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex h-7 w-full items-center gap-1 rounded-md px-2 text-xs font-medium text-ink-3 hover:text-ink max-md:h-11">
        <span className="truncate">{title}</span>
        <ChevronDown className={cn("size-3 transition-transform", !open && "-rotate-90")} aria-hidden />
      </button>
      {open && (
        <ul>
          {shown.map((place) => (
            <li key={`${place.entity}-${place.id}`}>
              <Link href={`/${place.entity}/${place.id}`} prefetch={false} onClick={onNavigate} className="flex h-7 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink max-md:h-11">
                <Icon name={entities[place.entity]?.icon} className="size-4 shrink-0 text-ink-3" />
                <span className="truncate">{place.title ?? entities[place.entity]?.label}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
