// Shows an invitation: for the phone of one runner, or for one's own.

import { ask } from "./page.js";

const form = document.getElementById("invite");
const problem = document.getElementById("problem");
const shown = document.getElementById("invitation");

function show(invitation, runner) {
  const title = shown.querySelector("h2");
  title.textContent = runner ? title.dataset.one.replace("{runner}", runner) : title.dataset.own;
  document.getElementById("qr").src = `data:image/svg+xml,${encodeURIComponent(invitation.qr)}`;
  document.getElementById("address").textContent = invitation.address;
  shown.hidden = false;
  shown.scrollIntoView({ block: "nearest" });
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  problem.hidden = true;
  const runner = document.getElementById("runner").value.trim() || null;
  try {
    show(await ask("POST", "/api/v1/invitations", { runner }), runner);
  } catch (error) {
    shown.hidden = true;
    problem.textContent = `${error.problem} ${error.hint}`;
    problem.hidden = false;
  }
});

const copy = document.getElementById("copy");
if (copy && !navigator.clipboard) copy.hidden = true; // only where the page is secure
copy?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(document.getElementById("address").textContent);
  copy.textContent = copy.dataset.done;
});
