"use client";
import { useId } from "react";
import { useT } from "../i18n/provider";
import { useDensityChoice, useThemeChoice } from "../layout/choices";
import { densityOf, THEMES, themeOf } from "../layout/theme";
import { NativeSelect } from "../ui/input";
import { Row } from "./person-form";

/** Theme and density; both hold at once. */
export function LooksForm() {
  const t = useT();
  const id = useId();
  const [theme, setTheme] = useThemeChoice();
  const [density, setDensity] = useDensityChoice();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Row id={`${id}-theme`} label={t("shell.theme")}>
        <NativeSelect id={`${id}-theme`} value={theme} onValueChange={(value) => setTheme(themeOf(value))}>
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {t(`theme.${one}`)}
            </option>
          ))}
        </NativeSelect>
      </Row>
      <Row id={`${id}-density`} label={t("profile.density")} hint={t("profile.densityHint")}>
        <NativeSelect id={`${id}-density`} value={density} onValueChange={(value) => setDensity(densityOf(value))}>
          <option value="comfortable">{t("density.comfortable")}</option>
          <option value="compact">{t("density.compact")}</option>
        </NativeSelect>
      </Row>
    </div>
  );
}
