"use client";
import { ChevronDown } from "lucide-react";
import { useLocale, useT } from "../i18n/provider";
import { cn } from "../ui/cn";
import { Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "../ui/menu";

interface LanguageSwitchProps {
  /** Label of the field, for screen readers. */
  label: string;
  languages: readonly string[];
  value: string;
  /** Has the language a text of its own? */
  filled(language: string): boolean;
  onChange(language: string): void;
}

/** Which language of a translatable text is shown and written. */
export function LanguageSwitch({ label, languages, value, filled, onChange }: LanguageSwitchProps) {
  const t = useT();
  const names = new Intl.DisplayNames([useLocale().language], { type: "language" });
  return (
    <Menu>
      <MenuTrigger className="ml-auto flex h-5 items-center gap-0.5 rounded-sm px-1 text-xs font-medium text-ink-3 uppercase hover:bg-hover hover:text-ink max-sm:h-8 max-sm:px-2" aria-label={t("field.language", { field: label, language: names.of(value) ?? value })}>
        {value}
        <ChevronDown className="size-3" aria-hidden />
      </MenuTrigger>
      <MenuContent>
        <MenuLabel>{t("field.languages")}</MenuLabel>
        <MenuRadioGroup value={value} onValueChange={onChange}>
          {languages.map((language) => (
            <MenuRadioItem key={language} value={language}>
              <span className={cn(!filled(language) && "text-ink-3")}>{names.of(language)}</span>
              {!filled(language) && <span className="ml-auto pl-4 text-xs text-ink-3">{t("field.noText")}</span>}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
