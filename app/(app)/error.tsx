"use client";
import { Failed } from "../../components/layout/failed";

export default function ErrorPage({ reset, error }: { reset: () => void; error: Error & { digest?: string } }) {
  return <Failed onRetry={reset} digest={error.digest} />;
}
