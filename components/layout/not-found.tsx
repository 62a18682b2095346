"use client";
import { Compass } from "lucide-react";
import Link from "next/link";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/states";

/** No such page, or none this person may see: both look the same. */
export function NotFound() {
  const t = useT();
  return (
    <main id="content" className="flex min-h-0 flex-1 items-center justify-center">
      <EmptyState icon={<Compass />} title={t("error.notFound")} text={t("error.notFoundText")}>
        <Button asChild>
          <Link href="/">{t("shell.home")}</Link>
        </Button>
      </EmptyState>
    </main>
  );
}
