"use client";
import type { WidgetKindName } from "../../../runtime/widgets/index";
import { WIDGET_KINDS, widgetKind } from "../../../runtime/widgets/index";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Dialog, DialogContent } from "../../ui/dialog";
import { Icon } from "../../ui/icon";

/** All kinds of widgets to choose from, each with a word on what it is good for. */
export function Gallery({ open, onOpenChange, onChoose }: { open: boolean; onOpenChange(open: boolean): void; onChoose(kind: WidgetKindName): void }) {
  const t = useT();
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("builder.addWidget")} className="max-w-2xl">
        <ul className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
          {WIDGET_KINDS.map((kind) => (
            <li key={kind}>
              <button type="button" onClick={() => onChoose(kind)} className="flex h-full w-full items-start gap-3 rounded-lg border border-line p-3 text-left hover:border-line-strong hover:bg-hover">
                <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-ink"><Icon name={widgetKind(kind).icon} className="size-4" /></span>
                <span>
                  <span className="block text-sm font-medium">{t(`widget.${kind}` as MessageKey)}</span>
                  <span className="block text-xs text-ink-3">{t(`widget.${kind}.about` as MessageKey)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
