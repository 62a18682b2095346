"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { SignInForm } from "../auth/sign-in-form";
import { onSignedOut } from "../data/api";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Dialog, DialogContent } from "../ui/dialog";

/** When the session ended, asks to sign in again on the spot: what was typed on the page stays. */
export function SessionEnded() {
  const t = useT();
  const { user } = useModel();
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  const done = () => {
    setEnded(false);
    void client.invalidateQueries();
  };
  return (
    <Dialog open={ended} onOpenChange={setEnded}>
      <DialogContent title={t("session.ended")} description={t("session.endedText")}>
        <SignInForm email={user.email} onDone={done} />
      </DialogContent>
    </Dialog>
  );
}
