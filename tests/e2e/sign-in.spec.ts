import { apiOf, signIn } from "./api";
import { PASSWORD, PEOPLE } from "./people";
import { expect, test, untilCalm } from "./test";

const { visitor } = PEOPLE;

test.describe("signing in and out", () => {
  test("a wrong password is refused kindly, and the right one leads to where one wanted to go", async ({ page, signInPage, list }) => {
    await list.open("organisation", "?q=Aurora");
    await signInPage.expectShown();
    await signInPage.signIn(visitor.email, "not my password");
    await signInPage.expectRefusal("E-mail or password is wrong.");
    await signInPage.signIn(visitor.email, PASSWORD);
    await expect(page).toHaveURL(/\/organisation\?q=Aurora$/);
    await expect(page.getByRole("searchbox")).toHaveValue("Aurora");
  });

  test("who signs out is out, and the pages are closed again", async ({ page, signInPage, shell, list }) => {
    await signInPage.open();
    await signInPage.signIn(visitor.email, PASSWORD);
    await expect(shell.menu).toBeVisible();
    await shell.signOut();
    await signInPage.expectShown();
    await list.open("deal");
    await signInPage.expectShown();
    await expect(page).toHaveURL(/next=%2Fdeal/);
  });

  test("a session ended elsewhere leads to sign-in and back, and the address is not lost", async ({ page, signInPage, shell, list }) => {
    await signInPage.open();
    await signInPage.signIn(visitor.email, PASSWORD);
    await expect(shell.menu).toBeVisible();
    await list.open("organisation", "?q=Works");
    await expect(page.getByRole("searchbox")).toHaveValue("Works");
    await untilCalm(page);
    const elsewhere = await signIn("visitor");
    await apiOf(elsewhere).call("DELETE", "/auth/sessions");
    await elsewhere.dispose();

    await test.step("on the page that is open, signing in again is possible on the spot", async () => {
      await list.search("Aurora");
      const dialog = page.getByRole("dialog", { name: "Your session has ended" });
      await expect(dialog).toBeVisible();
      await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("searchbox")).toHaveValue("Aurora");
      await expect(page).toHaveURL(/q=Aurora/);
    });
    await test.step("a page opened afresh goes by the sign-in page", async () => {
      const again = await signIn("visitor");
      await apiOf(again).call("DELETE", "/auth/sessions");
      await again.dispose();
      await page.goto("/deal?sort=-name");
      await signInPage.expectShown();
      await signInPage.signIn(visitor.email, PASSWORD);
      await expect(page).toHaveURL(/\/deal\?sort=-name$/);
    });
  });
});
