import type { ComponentType, Ref } from "react";
import type { Picture } from "../charts/chart";
import type { WidgetViewProps } from "../types";

/** Screen half of a widget. */
export interface WidgetUi {
  readonly View: ComponentType<WidgetViewProps & { picture?: Ref<Picture> }>;
  /** Drawn on a canvas: it can be kept as a picture, and needs a table for those who cannot see it. */
  readonly isChart?: true;
  /** Nothing to show, said in its own place by the frame. */
  isEmpty?(props: Pick<WidgetViewProps, "data">): boolean;
}

export const noGroups = ({ data }: Pick<WidgetViewProps, "data">): boolean => data.shape === "grouped" && data.rows.every(({ values }) => values.every((value) => value === null || value === 0));
export const noRecords = ({ data }: Pick<WidgetViewProps, "data">): boolean => data.shape === "records" && data.items.length === 0;
