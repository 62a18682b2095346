"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { useEffect, useState } from "react";
import { previewKind, type PreviewKind } from "../../runtime/files/preview";
import type { FileItem } from "../data/activity";
import { fileHref, fileSize } from "../fields/kinds/file-cell";
import { useLocale, useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { EmptyState } from "../ui/states";
import { FileIcon, viewHref } from "./file-chip";

interface PreviewProps {
  files: readonly FileItem[];
  /** Index of the file that is shown first. */
  start: number;
  onClose(): void;
}

/** Files one after another, shown by the browser itself; arrow keys go on and back. */
export function FilePreview({ files, start, onClose }: PreviewProps) {
  const t = useT();
  const { language } = useLocale();
  const [index, setIndex] = useState(start);
  const file = files[index];
  const step = (by: number) => setIndex((at) => Math.min(files.length - 1, Math.max(0, at + by)));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "ArrowRight") step(1);
      else if (event.key === "ArrowLeft") step(-1);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
  if (!file) return null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={<span className="block truncate">{file.name}</span>}
        description={[fileSize(file.size, language), file.number > 1 ? t("activity.version", { number: file.number }) : "", files.length > 1 ? t("activity.fileOf", { number: index + 1, count: files.length }) : ""].filter(Boolean).join(" · ")}
        className="top-[4vh] h-[92vh] max-h-none max-w-5xl max-sm:h-[94dvh]"
        footer={
          <>
            {files.length > 1 && (
              <div className="mr-auto flex gap-1">
                <Button size="icon" variant="ghost" aria-label={t("activity.previousFile")} disabled={index === 0} onClick={() => step(-1)}>
                  <ChevronLeft />
                </Button>
                <Button size="icon" variant="ghost" aria-label={t("activity.nextFile")} disabled={index === files.length - 1} onClick={() => step(1)}>
                  <ChevronRight />
                </Button>
              </div>
            )}
            <Button asChild>
              <a href={fileHref(file.file)} download={file.name}>
                <Download />
                {t("activity.download")}
              </a>
            </Button>
          </>
        }
      >
        <div className="flex h-full min-h-0 items-center justify-center overflow-hidden rounded-md bg-sunken">
          <Contents key={file.file} file={file} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** Of a text as much is shown as a person may read here; all of it is in the file. */
const TEXT_BYTES = 512 * 1024;

/** In the letters and colours of the application. */
function TextPreview({ file, src }: ShownProps) {
  const t = useT();
  const { data, error } = useQuery({ queryKey: ["preview", file.file], staleTime: Infinity, queryFn: ({ signal }) => textOf(src, signal) });
  if (error) return <EmptyState icon={<FileIcon mediaType={file.mediaType} />} title={t("activity.noPreview")} text={t("error.network")} />;
  if (data === undefined) return <Skeleton className="m-4 h-24 w-full self-start" />;
  return (
    // Scrolls by keyboard, too.
    <pre role="region" tabIndex={0} aria-label={file.name} className="scroll-thin size-full overflow-auto p-4 font-mono text-sm/6 break-words whitespace-pre-wrap text-ink">
      {data}
      {file.size > TEXT_BYTES && <span className="mt-3 block font-sans text-ink-3">{t("activity.restInFile")}</span>}
    </pre>
  );
}

async function textOf(src: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(src, { signal, credentials: "same-origin", headers: { range: `bytes=0-${TEXT_BYTES - 1}` } });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.text();
}

type ShownProps = { file: FileItem; src: string };

const SHOWN: Readonly<Record<PreviewKind, (props: ShownProps) => React.ReactNode>> = {
  image: ({ file, src }) => <img src={src} alt={file.name} className="max-h-full max-w-full object-contain" />,
  // The browser's own viewer does not start inside a sandbox; the answer's policy holds it (runtime/files/preview.ts).
  pdf: ({ file, src }) => <iframe src={src} title={file.name} className="size-full border-0 bg-white" />,
  video: ({ file, src }) => <video src={src} controls aria-label={file.name} className="max-h-full max-w-full" />,
  audio: ({ file, src }) => <audio src={src} controls aria-label={file.name} className="w-full max-w-md" />,
  text: TextPreview,
};

function Contents({ file }: { file: FileItem }) {
  const t = useT();
  const kind = previewKind(file.mediaType);
  if (!kind) return <EmptyState icon={<FileIcon mediaType={file.mediaType} />} title={t("activity.noPreview")} text={t("activity.noPreviewText")} />;
  const Shown = SHOWN[kind];
  return <Shown file={file} src={viewHref(file.file)} />;
}
