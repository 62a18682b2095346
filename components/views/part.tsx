"use client";
import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import type { ClientParts } from "../../runtime/model/kinds/parts";
import type { ClientEntity } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { partsOf, type ViewPartKind } from "./view-parts";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "../ui/menu";

/** The document the address names, or the first; the registry offers a kind only where there is one. */
export function usePart<K extends ViewPartKind>(kind: K, entity: ClientEntity, name: string | undefined): ClientParts[K][number] {
  const { parts } = useModel();
  return useMemo(() => {
    const all = partsOf(parts, kind, entity);
    return all.find((part) => part.name === name) ?? all[0]!;
  }, [parts, kind, entity, name]);
}

/** Which of several boards, calendars …; nothing when there is one. */
export function PartChoice({ kind, entity, chosen, onChoose }: { kind: ViewPartKind; entity: ClientEntity; chosen: string; onChoose(name: string): void }) {
  const t = useT();
  const { parts } = useModel();
  const all = partsOf(parts, kind, entity);
  if (all.length < 2) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={t("views.choose", { label: all.find((part) => part.name === chosen)?.label ?? "" })}>
          {all.find((part) => part.name === chosen)?.label}
          <ChevronDown />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        <MenuRadioGroup value={chosen} onValueChange={onChoose}>
          {all.map((part) => (
            <MenuRadioItem key={part.id} value={part.name}>
              {part.label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
