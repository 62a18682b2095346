"use client";
import { Camera, Paperclip } from "lucide-react";
import { useRef } from "react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";

/** Choose files; on a phone also take a picture. */
export function FileButtons({ onFiles, labelled }: { onFiles(files: readonly File[]): void; labelled?: boolean }) {
  const t = useT();
  const chosen = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    input.value = ""; // the same file may be chosen again
  };
  return (
    <>
      <Button variant={labelled ? "secondary" : "ghost"} size={labelled ? "sm" : "iconSm"} aria-label={labelled ? undefined : t("activity.addFiles")} onClick={() => chosen.current?.click()}>
        <Paperclip />
        {labelled && t("activity.addFiles")}
      </Button>
      <Button variant={labelled ? "secondary" : "ghost"} size="iconSm" aria-label={t("activity.takePicture")} className="hidden pointer-coarse:inline-flex" onClick={() => camera.current?.click()}>
        <Camera />
      </Button>
      <input ref={chosen} type="file" hidden multiple onChange={(event) => take(event.target)} />
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={(event) => take(event.target)} />
    </>
  );
}
