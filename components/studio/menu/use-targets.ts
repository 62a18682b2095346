"use client";
import { useMemo } from "react";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { useMetadata } from "../use-studio";

/** Something an entry of a menu can lead to. */
export interface Target {
  /** As in runtime/studio/menu.ts. */
  readonly value: string;
  readonly label: string;
  /** What the entry is called and drawn as when it says nothing itself. */
  readonly word?: string;
  readonly icon?: string;
}

/** What a menu of the module may lead to: things of its own, of packs it requires, and pages. Its own come first. */
export function useTargets(module: string): readonly Target[] {
  const t = useT();
  const { entities } = useModel();
  const { data } = useMetadata();
  return useMemo(() => {
    const requires = data?.packs.find(({ name }) => name === module)?.manifest.requires ?? {};
    // What is made outside of packs would be missing wherever the module goes.
    const items = (data?.items ?? []).filter(({ pack }) => module === "local" || pack === module || pack === "core" || pack in requires);
    const ordered = [...items].sort((a, b) => Number(b.pack === module) - Number(a.pack === module));
    const lists = ordered.filter(({ kind }) => kind === "entity").flatMap(({ name }): readonly Target[] => {
      const entity = entities[name];
      if (!entity || entity.parent) return [];
      const { icon, plural } = entity;
      return [{ value: `entity:${name}`, label: plural, word: plural, icon }, ...entity.lists.map((list) => ({ value: `entity:${name}/${list.name}`, label: `${plural} › ${list.label}`, word: plural, icon }))];
    });
    const others = ordered.flatMap(({ kind, name, label = name }): readonly Target[] => (kind === "dashboard" || kind === "report" ? [{ value: `${kind}:${name}`, label: `${t(`kind.${kind}`)}: ${label}`, word: label, icon: kind === "dashboard" ? "layout-dashboard" : "chart-column" }] : []));
    return [...lists, ...others, { value: "group", label: t("studio.menuGroup"), icon: "list" }, { value: "url", label: t("studio.menuAddress"), icon: "link" }];
  }, [t, entities, data, module]);
}
