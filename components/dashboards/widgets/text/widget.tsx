"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../../../ui/badge";
import type { WidgetViewProps } from "../../types";
import type { WidgetUi } from "../contract";

const HtmlView = dynamic(() => import("../../../fields/kinds/html-view").then((module) => module.HtmlView), { ssr: false, loading: () => <Skeleton className="m-3.5 w-1/2" /> });

function TextView({ spec }: WidgetViewProps) {
  return (
    <div className="scroll-thin h-full overflow-y-auto px-3.5 pb-3">
      <HtmlView markdown={spec.text ?? ""} />
    </div>
  );
}

export const text: WidgetUi = { View: TextView };
