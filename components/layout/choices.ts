"use client";
/** Theme, density and language: applied and remembered here at once, and on the server for other devices. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { api } from "../data/api";
import { useDeskSettings, type DeskSettings } from "../data/desk";
import { useLocale } from "../i18n/provider";
import { applyDensity, applyTheme, densityOf, readCookie, setCookie, themeOf, type Density, type Theme } from "./theme";

export function useThemeChoice(): [Theme, (theme: Theme) => void] {
  const keep = useDeskSettings();
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(themeOf(readCookie("theme"))), []);
  const choose = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
    keep({ theme: next });
  };
  return [theme, choose];
}

export function useDensityChoice(): [Density, (density: Density) => void] {
  const keep = useDeskSettings();
  const [density, setDensity] = useState<Density>("comfortable");
  useEffect(() => setDensity(densityOf(readCookie("density"))), []);
  const choose = (next: Density) => {
    setDensity(next);
    applyDensity(next);
    keep({ density: next });
  };
  return [density, choose];
}

/** On a device where nothing was chosen yet, what the person chose on another one counts. */
export function useKeptLooks(kept: DeskSettings | undefined): void {
  useEffect(() => {
    if (kept?.theme && readCookie("theme") === undefined) applyTheme(kept.theme);
    if (kept?.density && readCookie("density") === undefined) applyDensity(kept.density);
  }, [kept?.theme, kept?.density]);
}

export function useLanguageChoice(): [string, (language: string) => void] {
  const { language } = useLocale();
  const router = useRouter();
  const queries = useQueryClient();
  const choose = (next: string) => {
    setCookie("language", next);
    router.refresh();
    // Texts of records come in the language, too.
    void queries.invalidateQueries();
    // The cookie speaks for this device at once; the profile serves letters and other devices.
    void api("/auth/me", { method: "PATCH", body: { language: next } }).catch(() => undefined);
  };
  return [language, choose];
}
