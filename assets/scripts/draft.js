// Keeps what is typed. A form with data-draft is sent to data-save a second
// after typing stops and when the page hides; until the service has it, it stays
// in this browser and is sent again as soon as there is a connection. What is
// found here when the form is opened is sent, and the page then offers it like
// any other draft.
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  if (!form || !window.fetch || !window.URLSearchParams || !window.FormData) return;
  const place = "draft " + form.dataset.user + " " + form.dataset.draft;
  const said = document.querySelector("[data-drafted]");
  let timer = 0;
  let last = "";

  const here = {
    get: () => { try { return localStorage.getItem(place); } catch { return null; } },
    set: (body) => { try { localStorage.setItem(place, body); } catch { /* no room, or none allowed */ } },
    del: () => { try { localStorage.removeItem(place); } catch { /* none allowed */ } },
  };
  const typed = () => {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") values.append(name, value);
    values.append("draft-form", form.dataset.draft);
    return values.toString();
  };
  const tell = (kept) => {
    if (!said) return;
    const text = kept === null ? "" : kept ? said.dataset.kept : said.dataset.here;
    if (said.textContent !== text) said.textContent = text;
  };
  const send = async (body) => {
    const answer = await fetch(form.dataset.save, {
      method: "POST", body: new URLSearchParams(body), credentials: "same-origin", keepalive: true, redirect: "manual",
    });
    if (answer.status !== 204) throw new Error(String(answer.status));
    if (here.get() === body) here.del();
  };
  const save = async () => {
    clearTimeout(timer);
    const body = typed();
    if (body === last) return;
    last = body;
    here.set(body);
    try {
      await send(body);
      if (body === last) tell(true);
    } catch {
      if (body === last) tell(false);
    }
  };
  const retry = async () => {
    const body = here.get();
    if (!body) return false;
    try {
      await send(body);
      tell(true);
      return true;
    } catch {
      return false;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
    tell(null);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  window.addEventListener("pagehide", save);
  window.addEventListener("online", retry);
  setInterval(() => { if (here.get()) retry(); }, 20000);

  last = typed();
  if (here.get() && form.dataset.begun === undefined) retry().then((sent) => { if (sent) location.reload(); });
})();
