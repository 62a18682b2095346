"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import type { KnownAnswers } from "./answers";

/** Puts answers that came with the page (`answersText`) where they would be after asking; what is known already is left as it is. */
export function Known({ answers, children }: { answers: string; children: ReactNode }) {
  const client = useQueryClient();
  useMemo(() => {
    const { answers: known, at } = JSON.parse(answers) as KnownAnswers;
    for (const { key, data } of known) if (client.getQueryData(key) === undefined) client.setQueryData(key, data, { updatedAt: at });
  }, [answers, client]);
  return children;
}
