"use client";
import { createContext, useContext, type ComponentType, type ReactNode } from "react";
import type { RefValue } from "../data/records";
import type { CellProps, ControlProps, FilterInputProps } from "./contract";

/**
 * Components that a few kinds need of the whole (a children grid draws other fields, a lookup creates records).
 * Handed down by context, so that a kind never imports the registry it is listed in.
 */
export interface FieldParts {
  readonly Control: ComponentType<ControlProps>;
  readonly Cell: ComponentType<CellProps>;
  readonly FilterInput: ComponentType<FilterInputProps>;
  readonly QuickCreate: ComponentType<QuickCreateProps>;
}

export interface QuickCreateProps {
  entity: string;
  /** What was typed into the lookup; becomes the title. */
  title: string;
  onClose(): void;
  onCreated(record: RefValue): void;
  /** After it is closed: where the cursor goes. */
  onReturn(): void;
}

const Context = createContext<FieldParts | null>(null);

export function FieldPartsProvider({ parts, children }: { parts: FieldParts; children: ReactNode }) {
  return <Context value={parts}>{children}</Context>;
}

export function useFieldParts(): FieldParts {
  const parts = useContext(Context);
  if (!parts) throw new Error("FieldPartsProvider is missing above this component.");
  return parts;
}
