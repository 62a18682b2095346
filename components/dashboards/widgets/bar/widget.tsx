"use client";
import { chartUi } from "../chart-ui";

export const bar = chartUi("bar");
