/** Theme: "system" unless chosen; kept in a cookie so that the server draws the right one at once. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Class of <html>: none for the system's choice. */
export function themeClass(value: string | undefined): string | undefined {
  const theme = themeOf(value);
  return theme === "system" ? undefined : theme;
}

const YEAR = 60 * 60 * 24 * 365;

export function setCookie(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
}

export function readCookie(name: string): string | undefined {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found && decodeURIComponent(found.slice(name.length + 1));
}

/** Applies and remembers a theme. */
export function applyTheme(theme: Theme): void {
  document.documentElement.classList.remove("light", "dark");
  if (theme !== "system") document.documentElement.classList.add(theme);
  setCookie("theme", theme);
}

/** Density: how close things stand. "comfortable" unless chosen; an attribute of <html> that app/globals.css turns into spacing. */
export type Density = "comfortable" | "compact";

export const densityOf = (value: string | undefined): Density => (value === "compact" ? "compact" : "comfortable");

/** Applies and remembers a density. */
export function applyDensity(density: Density): void {
  document.documentElement.dataset.density = density;
  setCookie("density", density);
}
