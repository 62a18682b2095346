"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../../ui/badge";
import type { CellProps } from "../contract";

const ChildrenView = dynamic(() => import("./children-view").then((module) => module.ChildrenView), { loading: () => <Skeleton className="h-16 w-full" /> });

/** Line items: how many in a list, the table on a page. */
export function ChildrenCell(props: CellProps) {
  if (!props.compact) return <ChildrenView {...props} />;
  return <span className="tabular-nums">{Array.isArray(props.value) && props.value.length > 0 ? props.value.length : ""}</span>;
}
