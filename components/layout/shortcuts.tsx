"use client";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Kbd } from "../ui/badge";
import { Dialog, DialogContent } from "../ui/dialog";

const SHORTCUTS: readonly (readonly [keys: readonly string[], meaning: MessageKey])[] = [
  [["Ctrl", "K"], "keys.palette"],
  [["?"], "keys.help"],
  [["/"], "keys.search"],
  [["C"], "keys.create"],
  [["J"], "keys.down"],
  [["K"], "keys.up"],
  [["X"], "keys.select"],
  [["Enter"], "keys.open"],
  [["E"], "keys.edit"],
  [["Ctrl", "S"], "keys.save"],
  [["Esc"], "keys.cancel"],
];

export function Shortcuts({ onClose }: { onClose(): void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("keys.title")} className="max-w-sm">
        <dl className="grid gap-2">
          {SHORTCUTS.map(([keys, meaning]) => (
            <div key={meaning} className="flex items-center justify-between gap-4 text-sm">
              <dt className="text-ink-2">{t(meaning)}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
