// What the bar above a report does on every such page: dialogs, a menu, print, problems.

const bar = document.querySelector(".served");

/** Shows what went wrong in that part of the page, or hides it again. */
export function complain(part, problem) {
  const place = part.querySelector(":scope > [data-problem], :scope > form > [data-problem]") ?? part.querySelector("[data-problem]");
  place.textContent = problem ? [problem.problem ?? String(problem), problem.hint ?? ""].join(" ").trim() : "";
  place.hidden = !problem;
}

/** Does something once per press, and says what went wrong beside the button. */
export function onSubmit(form, part, act) {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    complain(part, null);
    try {
      await act();
    } catch (problem) {
      complain(part, problem);
      button.disabled = false;
    }
  });
}

for (const button of bar.querySelectorAll("[data-open]")) {
  const dialog = document.getElementById(`served-${button.dataset.open}`);
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => dialog.showModal());
}
for (const button of bar.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
for (const dialog of bar.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
bar.querySelector("[data-print]")?.addEventListener("click", () => window.print());

// what is folded up is printed too; afterwards it is as the reader had it
let unfolded = [];
window.addEventListener("beforeprint", () => {
  const folded = [...document.querySelectorAll("details:not([open])")].filter((part) => !bar.contains(part));
  for (const part of folded) part.open = true;
  unfolded.push(...folded);
}, { capture: true }); // before the report unfolds its exercises for good
window.addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
  unfolded = [];
});

// ------------------------------------------------ the menu of what is done less often

const more = bar.querySelector("[data-more]");
if (more) {
  const head = more.querySelector("summary");
  const list = more.querySelector("ul");
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    head.focus();
  });
  more.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  // before a dialog opens: where it closes, the focus goes back to what can be seen
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-open]")) return;
    more.open = false;
    head.focus();
  }, { capture: true });
}
