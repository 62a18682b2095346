/** The price list of the demo: thirty goods and services of an invented supplier of automation. Prices in euro. */
interface Product {
  readonly code: string;
  readonly name: string;
  readonly category: "goods" | "service" | "licence" | "subscription";
  readonly unitOfMeasure: string;
  readonly price: number;
  readonly costPrice: number;
}

type Row = readonly [code: string, name: string, category: Product["category"], unit: string, price: number, cost: number];

const ROWS: readonly Row[] = [
  ["SNS-10", "Temperature sensor T10", "goods", "piece", 48, 21], ["SNS-20", "Pressure sensor P20", "goods", "piece", 96.5, 44], ["SNS-30", "Flow sensor F30", "goods", "piece", 179, 88], ["SNS-40", "Vibration sensor V40", "goods", "piece", 214, 109],
  ["CTL-100", "Controller C100", "goods", "piece", 690, 410], ["CTL-200", "Controller C200 with display", "goods", "piece", 1180, 720], ["CTL-300", "Controller C300, redundant", "goods", "piece", 2450, 1560],
  ["GTW-1", "Gateway for four lines", "goods", "piece", 340, 190], ["GTW-2", "Gateway for sixteen lines", "goods", "piece", 870, 520], ["PWR-24", "Power supply 24 V", "goods", "piece", 62, 31], ["PWR-48", "Power supply 48 V", "goods", "piece", 94, 49],
  ["CAB-1", "Cabinet, wall", "goods", "piece", 260, 150], ["CAB-2", "Cabinet, floor", "goods", "piece", 540, 330], ["WIR-10", "Signal cable", "goods", "metre", 1.9, 0.8], ["KIT-START", "Starter kit of ten sensors", "goods", "set", 980, 560],
  ["SRV-INST", "Installation", "service", "hour", 65, 38], ["SRV-DES", "Design of the system", "service", "hour", 85, 50], ["SRV-PROG", "Programming", "service", "hour", 95, 55], ["SRV-CAL", "Calibration", "service", "piece", 40, 22], ["SRV-TRAIN", "Training, a day", "service", "day", 620, 350],
  ["SRV-AUDIT", "Survey of the site", "service", "day", 540, 310], ["SRV-VISIT", "Visit of an engineer", "service", "piece", 180, 105], ["LIC-BASE", "Monitoring, base licence", "licence", "piece", 1450, 120], ["LIC-PLUS", "Monitoring, extended licence", "licence", "piece", 2900, 210],
  ["LIC-SEAT", "Further workplace", "licence", "piece", 320, 25], ["LIC-REP", "Report designer", "licence", "piece", 780, 60], ["SUB-SUP1", "Support on working days", "subscription", "month", 150, 70], ["SUB-SUP2", "Support day and night", "subscription", "month", 390, 210],
  ["SUB-CLOUD", "Storage of measurements", "subscription", "month", 110, 35], ["SUB-UPD", "Updates for a year", "subscription", "year", 640, 80],
];

export const PRODUCTS: readonly Product[] = ROWS.map(([code, name, category, unitOfMeasure, price, costPrice]) => ({ code, name, category, unitOfMeasure, price, costPrice }));
