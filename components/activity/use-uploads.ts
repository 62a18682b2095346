"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../data/api";
import { useProblemText } from "../forms/problem-text";
import { sendFile, type Sending, type Uploaded } from "./upload";

export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** 0 to 1 while it is on its way. */
  readonly progress: number;
  /** When it has arrived. */
  readonly file?: Uploaded;
  /** Why it was refused, in words. */
  readonly error?: string;
}

let nextKey = 0;

/** Files on their way to the server, and those that arrived and wait to be used. */
export function useUploads(kept: readonly Uploaded[] = []) {
  const problemText = useProblemText();
  const [uploads, setUploads] = useState<readonly Upload[]>(() => kept.map((file) => ({ key: file.id, name: file.name, size: file.size, progress: 1, file })));
  const sending = useRef(new Map<string, Sending>());
  const change = useCallback((key: string, more: Partial<Upload>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one))), []);

  const add = useCallback(
    async (files: Iterable<File>): Promise<Uploaded[]> => {
      const begun = [...files].map((file) => {
        const key = `u${nextKey++}`;
        const work = sendFile(file, (progress) => change(key, { progress }));
        sending.current.set(key, work);
        return { key, file, work };
      });
      setUploads((all) => [...all, ...begun.map(({ key, file }) => ({ key, name: file.name, size: file.size, progress: 0 }))]);
      const arrived = await Promise.all(
        begun.map(async ({ key, work }) => {
          try {
            const file = await work.done;
            change(key, { progress: 1, file, name: file.name });
            return [file];
          } catch (error) {
            if (error instanceof ApiError) change(key, { error: problemText(error) });
            return [];
          } finally {
            sending.current.delete(key);
          }
        }),
      );
      return arrived.flat();
    },
    [change, problemText],
  );
  const remove = useCallback((key: string) => {
    sending.current.get(key)?.abort();
    setUploads((all) => all.filter((one) => one.key !== key));
  }, []);
  const clear = useCallback(() => setUploads([]), []);
  const put = useCallback((files: readonly Uploaded[]) => setUploads(files.map((file) => ({ key: file.id, name: file.name, size: file.size, progress: 1, file }))), []);

  useEffect(() => {
    const open = sending.current;
    return () => open.forEach((work) => work.abort());
  }, []);
  return { uploads, busy: uploads.some((one) => !one.file && !one.error), add, remove, clear, put };
}
