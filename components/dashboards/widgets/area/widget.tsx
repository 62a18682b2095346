"use client";
import { chartUi } from "../chart-ui";

export const area = chartUi("area");
