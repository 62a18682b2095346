"use client";
/** What the palette offers beside lists and records: pages, and commands of the shell. */
import { useRouter } from "next/navigation";
import { sectionsFor } from "../admin/sections";
import { mayStudio } from "../studio/sections";
import { useModel } from "../data/model";
import type { Offer } from "../data/offers";
import { UI_LANGUAGES } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { partsOf, VIEW_PARTS } from "../views/view-parts";
import { useLanguageChoice, useThemeChoice } from "./choices";
import { leave } from "./leave";

export interface PageItem {
  readonly href: string;
  readonly label: string;
  readonly group: string;
  readonly icon: string;
}

/** Every page the person may open beside the lists themselves. */
export function usePages(): readonly PageItem[] {
  const t = useT();
  const { entities, parts, system } = useModel();
  const lists = Object.values(entities).filter((entity) => entity.rights.read && !entity.parent && !entity.system);
  return [
    ...lists.filter((entity) => entity.lists.length > 1).flatMap((entity) => entity.lists.map((list) => ({ href: `/${entity.name}?list=${encodeURIComponent(list.name)}`, label: list.label, group: entity.plural, icon: entity.icon }))),
    ...lists.flatMap((entity) => VIEW_PARTS.flatMap(({ kind, icon }) => partsOf(parts, kind, entity).map((part) => ({ href: `/${entity.name}?as=${kind}&part=${encodeURIComponent(part.name)}`, label: part.label, group: entity.plural, icon })))),
    ...lists.filter((entity) => entity.rights.import).map((entity) => ({ href: `/import/${entity.name}`, label: t("import.heading", { plural: entity.plural }), group: t("import.title"), icon: "upload" })),
    ...(parts.dashboard ?? []).map((one) => ({ href: `/dashboards/${one.name}`, label: one.label, group: t("palette.dashboard"), icon: "layout-dashboard" })),
    ...(parts.report ?? []).map((one) => ({ href: `/reports/${one.name}`, label: one.label, group: t("palette.report"), icon: "file-chart-column" })),
    ...sectionsFor(system).map((section) => ({ href: `/admin/${section.name}`, label: t(section.label), group: t("palette.administration"), icon: section.icon })),
    ...(mayStudio(system) ? [{ href: "/studio", label: t("studio.title"), group: t("palette.administration"), icon: "boxes" }] : []),
    { href: "/profile", label: t("profile.title"), group: t("palette.mine"), icon: "user" },
    { href: "/profile/notifications", label: t("bell.settings"), group: t("palette.mine"), icon: "bell" },
    { href: "/import", label: t("import.mine"), group: t("palette.mine"), icon: "upload" },
  ];
}

const THEME_ICONS = { system: "monitor", light: "sun", dark: "palette" } as const;

/** What can be done from every page. */
export function useCommands(openShortcuts: () => void): readonly Offer[] {
  const t = useT();
  const router = useRouter();
  const [, setTheme] = useThemeChoice();
  const [, setLanguage] = useLanguageChoice();
  const themes = (["system", "light", "dark"] as const).map((theme) => ({ id: `theme ${theme}`, label: `${t("shell.theme")}: ${t(`theme.${theme}`)}`, icon: THEME_ICONS[theme], run: () => setTheme(theme) }));
  const languages = UI_LANGUAGES.map((code) => ({ id: `language ${code}`, label: `${t("shell.language")}: ${new Intl.DisplayNames([code], { type: "language" }).of(code)}`, icon: "languages", run: () => setLanguage(code) }));
  return [
    ...themes, ...languages,
    { id: "profile", label: t("profile.title"), icon: "user", run: () => router.push("/profile") },
    { id: "shortcuts", label: t("keys.title"), icon: "circle-help", run: openShortcuts },
    { id: "leave", label: t("shell.signOut"), icon: "unplug", run: () => void leave() },
  ];
}
