// A passkey: the browser makes or uses the key, and the form takes along what it said. Without script there is the code from an app.
(function () {
  "use strict";

  function bytes(text) {
    var plain = window.atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = Array.from(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join("");
    return window.btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function keys(listed) {
    return (listed || []).map(function (key) { return Object.assign({}, key, { id: bytes(key.id) }); });
  }
  function made(options) {
    var asked = Object.assign({}, options, { challenge: bytes(options.challenge), excludeCredentials: keys(options.excludeCredentials) });
    asked.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
    return navigator.credentials.create({ publicKey: asked });
  }
  function used(options) {
    var asked = Object.assign({}, options, { challenge: bytes(options.challenge), allowCredentials: keys(options.allowCredentials) });
    return navigator.credentials.get({ publicKey: asked });
  }
  function said(credential) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (credential.response[name]) { response[name] = text(credential.response[name]); }
    });
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response,
      clientExtensionResults: credential.getClientExtensionResults(), authenticatorAttachment: credential.authenticatorAttachment || undefined
    };
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-passkey]").forEach(function (form) {
      var asked = JSON.parse(document.getElementById(form.dataset.passkey).textContent);
      var button = form.querySelector("button");
      function tell(name) {
        form.querySelectorAll("[data-said]").forEach(function (line) { line.hidden = line.dataset.said !== name; });
      }
      form.hidden = false;
      if (!window.PublicKeyCredential) { button.disabled = true; tell("cannot"); return; }
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        tell("");
        button.disabled = true;
        var one = asked.creation_options ? made(asked.creation_options.publicKey) : used(asked.request_options.publicKey);
        one.then(function (credential) {
          form.elements.credential.value = JSON.stringify(said(credential));
          form.submit();
        }).catch(function (error) {
          button.disabled = false;
          tell(error.name === "InvalidStateError" ? "known" : "failed");
        });
      });
    });
  });
})();
