"use client";
import { Blocks, Compass, Inbox, Keyboard, Languages, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useModel } from "../data/model";
import { mayStudio } from "../studio/sections";
import { UI_LANGUAGES } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator, MenuTrigger } from "../ui/menu";
import { useLanguageChoice, useThemeChoice } from "./choices";
import { leave } from "./leave";
import { useShell } from "./shell";
import { themeOf } from "./theme";

export function UserMenu() {
  const t = useT();
  const { user, system } = useModel();
  const { openShortcuts, openTour } = useShell();
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
        <MenuItem asChild>
          <Link href="/tasks" prefetch={false}>
            <Inbox />
            {t("tasks.title")}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/profile" prefetch={false}>
            <UserRound />
            {t("profile.title")}
          </Link>
        </MenuItem>
        {mayStudio(system) && (
          <MenuItem asChild>
            <Link href="/studio" prefetch={false}>
              <Blocks />
              {t("studio.title")}
            </Link>
          </MenuItem>
        )}
        <MenuItem onSelect={openShortcuts}>
          <Keyboard />
          {t("keys.title")}
        </MenuItem>
        <MenuItem onSelect={openTour}>
          <Compass />
          {t("tour.again")}
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
  const [theme, choose] = useThemeChoice();
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
  const [language, choose] = useLanguageChoice();
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
