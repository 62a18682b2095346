"use client";
import { chartUi } from "../chart-ui";

export const pie = chartUi("pie");
