import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { BaseProviders } from "../components/app/base-providers";
import { densityOf, themeClass } from "../components/layout/theme";
import { getLanguage, getMessagesText, getT } from "./_server/i18n";
import { getSession } from "./_server/session";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getT();
  return { title: { default: t("app.name"), template: `%s · ${t("app.name")}` }, applicationName: t("app.name"), icons: { icon: "/icon.svg", apple: "/icon-192.png" }, manifest: "/manifest.webmanifest" };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** Every page is rendered for one request: the nonce of the content security policy and the session belong to it. */
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [language, messages, session, jar, head] = await Promise.all([getLanguage(), getMessagesText(), getSession(), cookies(), headers()]);
  return (
    <html lang={language} className={themeClass(jar.get("theme")?.value)} data-density={densityOf(jar.get("density")?.value)} suppressHydrationWarning>
      <body>
        <BaseProviders language={language} timeZone={session?.user.timeZone ?? "UTC"} messages={messages} nonce={head.get("x-nonce") ?? undefined}>
          {children}
        </BaseProviders>
      </body>
    </html>
  );
}
