"use client";
import { chartUi } from "../chart-ui";

export const line = chartUi("line");
