"use client";
import { SignInForm } from "../auth/sign-in-form";
import { useT } from "../i18n/provider";
import { Dialog, DialogContent } from "../ui/dialog";

/** Asks to sign in again on the spot. Loaded when a session ends: signing in is a heavy thing. */
export function SessionDialog({ email, onDone, onClose }: { email: string; onDone(): void; onClose(): void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("session.ended")} description={t("session.endedText")}>
        <SignInForm email={email} onDone={onDone} />
      </DialogContent>
    </Dialog>
  );
}
