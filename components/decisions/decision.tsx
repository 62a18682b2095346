"use client";
import dynamic from "next/dynamic";

/** The table editor is needed by few, so nobody else loads it. */
export const DecisionEditor = dynamic(() => import("./decision-page"), { ssr: false });
