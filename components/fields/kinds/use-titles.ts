"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { targetsOf } from "../../../runtime/fields/traits";
import type { ClientField } from "../../../runtime/model/client";
import { api } from "../../data/api";
import { useModel } from "../../data/model";
import { recordsPath, type RecordPage } from "../../data/records";
import type { Line } from "./lines";
import { refOf, titleOf } from "./reference-cell";

/** Records pasted by their titles become references where exactly one readable record has that title; the others stay to be mended. */
export function useTitles(): (lines: readonly Line[], columns: readonly ClientField[]) => Promise<readonly Line[]> {
  const { entities } = useModel();
  const client = useQueryClient();
  return useCallback(
    async (lines, columns) => {
      let next = lines;
      for (const column of columns) {
        const open = [...new Set(lines.flatMap((line) => (refOf(line[column.name])?.id === "" ? [String(refOf(line[column.name])!.title)] : [])))];
        const target = entities[targetsOf(column)[0] ?? ""];
        if (open.length === 0 || !target) continue;
        const found = await Promise.all(open.map(async (title) => {
          const path = recordsPath(target.name, { fields: [target.titleField], q: title, limit: 20, count: "none" });
          const page = await client.fetchQuery({ queryKey: ["records", target.name, "titled", path], queryFn: () => api<RecordPage>(path) });
          const same = page.items.filter((item) => titleOf(item, target.titleField).toLocaleLowerCase() === title.toLocaleLowerCase());
          return [title, same.length === 1 ? same[0]!.id : undefined] as const;
        }));
        const ids = new Map(found);
        next = next.map((line) => {
          const ref = refOf(line[column.name]);
          const id = ref?.id === "" ? ids.get(String(ref.title)) : undefined;
          return id === undefined ? line : { ...line, [column.name]: { id, title: ref!.title } };
        });
      }
      return next;
    },
    [client, entities],
  );
}
