import { Compass } from "lucide-react";
import type { Translate } from "../i18n/provider";
import { buttonLook } from "../ui/button-look";
import { EmptyState } from "../ui/states";

/**
 * No such page, or none this person may see: both look the same. Each page brings this along in case it is not there, so it is drawn by
 * the server too and has no script of its own.
 */
export function NotFound({ t }: { t: Translate }) {
  return (
    <main id="content" className="flex min-h-0 flex-1 items-center justify-center">
      <EmptyState icon={<Compass />} title={t("error.notFound")} text={t("error.notFoundText")}>
        <a href="/" className={buttonLook()}>{t("shell.home")}</a>
      </EmptyState>
    </main>
  );
}
