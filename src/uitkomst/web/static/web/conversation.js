// A form of a conversation is sent by htmx, so that what was typed stays on the page when there is no connection. Without script it is sent as any form.
(function () {
  "use strict";
  function keep() {
    document.querySelectorAll("form[data-keep]").forEach(function (form) {
      if (!form.hasAttribute("hx-boost")) { form.setAttribute("hx-boost", "true"); if (window.htmx) { window.htmx.process(form); } }
    });
  }
  function tell(gone) {
    document.querySelectorAll("[data-offline]").forEach(function (box) {
      var news = gone && box.hidden;
      box.hidden = !gone;
      if (news) { box.scrollIntoView({ block: "center" }); }
    });
  }
  // A button of such a form that stands above it: htmx knows the buttons inside alone.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[form]"), form = button && button.form;
    if (!form || form.contains(button) || !form.hasAttribute("hx-boost")) { return; }
    var said = document.createElement("input");
    said.type = "hidden"; said.name = button.name; said.value = button.value;
    said.setAttribute("data-from-outside", "");
    form.appendChild(said);
  });
  document.addEventListener("htmx:afterRequest", function () {
    document.querySelectorAll("[data-from-outside]").forEach(function (said) { said.remove(); });
  });
  document.addEventListener("DOMContentLoaded", keep);
  document.addEventListener("htmx:afterSettle", keep);
  document.addEventListener("htmx:sendError", function () { tell(true); });
  document.addEventListener("htmx:timeout", function () { tell(true); });
  // A page that asks again by itself goes on when the server answers.
  document.addEventListener("htmx:afterOnLoad", function () { tell(false); });
  window.addEventListener("online", function () { tell(false); });
})();
