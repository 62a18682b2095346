"use client";
import dynamic from "next/dynamic";

/** The builder is needed by few, so nobody else loads it. */
export const Builder = dynamic(() => import("./builder/builder-page"), { ssr: false });
