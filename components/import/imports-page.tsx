"use client";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { MyImports } from "./my-imports";

/** All imports of this person. */
export function ImportsPage() {
  const t = useT();
  return (
    <>
      <PageBar crumbs={[{ label: t("shell.home"), href: "/" }, { label: t("import.mine") }]} />
      <main id="content" className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl px-6 pt-6 pb-12 max-md:px-4">
          <h1 className="sr-only">{t("import.mine")}</h1>
          <MyImports />
        </div>
      </main>
    </>
  );
}
