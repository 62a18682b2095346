"use client";
import dynamic from "next/dynamic";

/** The designer is large and needed by few, so nobody else loads it. */
export const ProcessFigures = dynamic(() => import("./figures/figures-page"), { ssr: false });
export const ProcessDesigner = dynamic(() => import("./designer-page"), { ssr: false });
