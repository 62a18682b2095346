"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Keyboard, Languages, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { api } from "../data/api";
import { useModel } from "../data/model";
import { UI_LANGUAGES } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator, MenuTrigger } from "../ui/menu";
import { dropAllTyped } from "../records/typed";
import { useShell } from "./shell";
import { applyTheme, readCookie, setCookie, themeOf, type Theme } from "./theme";

/** Signing in and out is a heavy thing that a page seldom needs. */
async function leave(): Promise<void> {
  dropAllTyped();
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

export function UserMenu() {
  const t = useT();
  const { user } = useModel();
  const { openShortcuts } = useShell();
  return (
    <Menu>
      <MenuTrigger className="rounded-full" aria-label={t("shell.userMenu", { name: user.name })}>
        <Avatar name={user.name} />
      </MenuTrigger>
      <MenuContent className="w-60">
        <div className="px-2 py-1.5">
          <div className="truncate text-sm font-medium">{user.name}</div>
          <div className="truncate text-xs text-ink-3">{user.email}</div>
        </div>
        <MenuSeparator />
        <ThemeChoice />
        <MenuSeparator />
        <LanguageChoice />
        <MenuSeparator />
        <MenuItem onSelect={openShortcuts}>
          <Keyboard />
          {t("keys.title")}
        </MenuItem>
        <MenuItem onSelect={() => void leave()}>
          <LogOut />
          {t("shell.signOut")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function ThemeChoice() {
  const t = useT();
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(themeOf(readCookie("theme"))), []);
  const choose = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
  };
  return (
    <MenuRadioGroup value={theme} onValueChange={(value) => choose(themeOf(value))}>
      <MenuLabel>{t("shell.theme")}</MenuLabel>
      <MenuRadioItem value="system" onSelect={(event) => event.preventDefault()}>
        <Monitor />
        {t("theme.system")}
      </MenuRadioItem>
      <MenuRadioItem value="light" onSelect={(event) => event.preventDefault()}>
        <Sun />
        {t("theme.light")}
      </MenuRadioItem>
      <MenuRadioItem value="dark" onSelect={(event) => event.preventDefault()}>
        <Moon />
        {t("theme.dark")}
      </MenuRadioItem>
    </MenuRadioGroup>
  );
}

function LanguageChoice() {
  const t = useT();
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
  return (
    <MenuRadioGroup value={language} onValueChange={choose}>
      <MenuLabel className="flex items-center gap-1.5">
        <Languages className="size-3.5" aria-hidden />
        {t("shell.language")}
      </MenuLabel>
      {UI_LANGUAGES.map((code) => (
        <MenuRadioItem key={code} value={code} lang={code}>
          {new Intl.DisplayNames([code], { type: "language" }).of(code)}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}
