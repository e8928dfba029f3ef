// Renews the picture of a label while its form is filled in. The page does the
// same with its button "show", where there is no script.
(() => {
  "use strict";
  const form = document.querySelector("form[data-preview]");
  const preview = document.getElementById("preview");
  if (!form || !preview || !window.fetch || !window.AbortController) return;
  let timer, running;

  const renew = async () => {
    if (running) running.abort();
    running = new AbortController();
    const { signal } = running;
    preview.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST", body: new FormData(form), credentials: "same-origin", signal,
      });
      if (!answer.ok) return; // the button shows what is wrong
      const text = await answer.text();
      if (!signal.aborted) preview.innerHTML = text;
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
    } finally {
      if (!signal.aborted) preview.removeAttribute("aria-busy");
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(renew, 300);
  });
})();
