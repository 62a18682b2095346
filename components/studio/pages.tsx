"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../ui/badge";
import { StudioFrame } from "./studio-frame";

const loading = () => <StudioFrame><div className="grid gap-3"><Skeleton className="h-9 w-2/3" /><Skeleton className="h-48" /></div></StudioFrame>;

/** Each page of the studio is loaded when it is opened. */
export const StudioHome = dynamic(() => import("./home-page"), { ssr: false, loading });
export const StudioWizard = dynamic(() => import("./wizard/wizard-page"), { ssr: false, loading });
export const StudioModule = dynamic(() => import("./module-page"), { ssr: false, loading });
export const StudioEntity = dynamic(() => import("./entity/entity-page"), { ssr: false, loading });
export const StudioWords = dynamic(() => import("./words/words-page"), { ssr: false });
export const StudioDiagram = dynamic(() => import("./diagram/diagram-page"), { ssr: false });
export const StudioMenu = dynamic(() => import("./menu/menu-page"), { ssr: false, loading });
