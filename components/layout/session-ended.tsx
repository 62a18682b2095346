"use client";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onSignedOut } from "../data/api";
import { useModel } from "../data/model";

const SessionDialog = dynamic(() => import("./session-dialog").then((module) => module.SessionDialog), { ssr: false });

/** When the session ended, asks to sign in again on the spot: what was typed on the page stays. */
export function SessionEnded() {
  const { user } = useModel();
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  const done = () => {
    setEnded(false);
    void client.invalidateQueries();
  };
  return ended && <SessionDialog email={user.email} onDone={done} onClose={() => setEnded(false)} />;
}
