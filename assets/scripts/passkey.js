// Signs in with a passkey, or makes one. Forms with data-passkey are hidden
// until this script knows that the browser can; the forms with passwords do
// without it. What the site asks comes from the address in data-ask; what the
// device answers is sent as the field "response" of the form.
(() => {
  "use strict";
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential || !navigator.credentials || !window.fetch) return;

  const bytes = (text) => {
    const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, (sign) => sign.charCodeAt(0)).buffer;
  };
  const text = (buffer) => {
    let raw = "";
    for (const byte of new Uint8Array(buffer)) raw += String.fromCharCode(byte);
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const known = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

  // What the standard's JSON forms are of, for browsers without
  // parseCreationOptionsFromJSON and toJSON too (WebAuthn Level 3, section 5.1.8).
  const make = async (asked) => {
    const key = await navigator.credentials.create({
      publicKey: {
        ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: known(asked.excludeCredentials),
      },
    });
    return answer(key, {
      attestationObject: text(key.response.attestationObject),
      transports: key.response.getTransports ? key.response.getTransports() : [],
    });
  };
  const use = async (asked) => {
    const key = await navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) },
    });
    return answer(key, {
      authenticatorData: text(key.response.authenticatorData),
      signature: text(key.response.signature),
      userHandle: key.response.userHandle ? text(key.response.userHandle) : "",
    });
  };
  const answer = (key, response) => JSON.stringify({
    id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: key.getClientExtensionResults(),
    authenticatorAttachment: key.authenticatorAttachment || undefined,
    response: { clientDataJSON: text(key.response.clientDataJSON), ...response },
  });

  const run = async (form) => {
    const said = form.querySelector("[data-said]");
    const button = form.querySelector("button");
    if (said) said.hidden = true;
    button.disabled = true;
    try {
      const asked = await fetch(form.dataset.ask, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
      // What is wrong with the form is for the page to say.
      form.elements.response.value = asked.ok
        ? await (form.dataset.passkey === "make" ? make : use)((await asked.json()).publicKey)
        : "";
      form.submit();
    } catch (error) {
      console.warn(error); // given up by the person, or by the device
      if (said) said.hidden = false;
      button.disabled = false;
    }
  };

  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(form);
    });
  }
})();
