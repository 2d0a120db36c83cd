// What every page does: choose the language, leave; speak with the server.

const meta = document.querySelector('meta[name="csrf"]');

/** The answer of the server as JSON (null for none). Throws {status, problem, hint}. */
export async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (meta) headers["X-Formcheck-CSRF"] = meta.content;
  if (body !== undefined && !(body instanceof Blob)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  const answer = await fetch(path, { method, headers, body, credentials: "same-origin" });
  const text = await answer.text();
  const told = text && (answer.headers.get("content-type") || "").includes("json") ? JSON.parse(text) : null;
  if (answer.status === 401) {
    // the session ended: come in again, then back here
    location.assign(`/enter?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (!answer.ok) {
    throw { status: answer.status, problem: told?.problem ?? answer.statusText, hint: told?.hint ?? "" };
  }
  return told;
}

for (const button of document.querySelectorAll("[data-lang]")) {
  button.addEventListener("click", () => {
    document.cookie = `formcheck_lang=${button.dataset.lang}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  });
}

for (const button of document.querySelectorAll("[data-leave]")) {
  button.addEventListener("click", async () => {
    await ask("POST", "/leave");
    location.assign("/enter");
  });
}
