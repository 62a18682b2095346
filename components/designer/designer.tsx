"use client";
import dynamic from "next/dynamic";

/** The designer is large and needed by few, so nobody else loads it. */
export const ProcessDesigner = dynamic(() => import("./designer-page"), { ssr: false });
