"use client";
import { createContext, useContext, type ReactNode } from "react";

/** What stands beside the title of a row, by id of the record. */
export type SignsOf = (id: string) => ReactNode;

export const RowSignsContext = createContext<SignsOf | undefined>(undefined);

/** Signs beside a title; a part of its own, so that they come without drawing the row anew. */
export function RowSigns({ id }: { id: string }) {
  return useContext(RowSignsContext)?.(id) ?? null;
}
