"use client";
import dynamic from "next/dynamic";

/** The builder is needed by few, so nobody else loads it. */
export const ReportBuilder = dynamic(() => import("./builder/report-builder"), { ssr: false });
