"use client";
import dynamic from "next/dynamic";

/** Each page of the studio is loaded when it is opened. */
export const StudioHome = dynamic(() => import("./home-page"), { ssr: false });
export const StudioWizard = dynamic(() => import("./wizard/wizard-page"), { ssr: false });
export const StudioModule = dynamic(() => import("./module-page"), { ssr: false });
export const StudioEntity = dynamic(() => import("./entity/entity-page"), { ssr: false });
