// Only what a page without script cannot do: drop a file, show how much of it was sent. Everything works without.
(function () {
  "use strict";
  document.documentElement.classList.add("with-script");

  document.addEventListener("dragover", function (event) {
    var zone = event.target.closest && event.target.closest("[data-drop]");
    if (zone) { event.preventDefault(); zone.classList.add("over"); }
  });
  document.addEventListener("dragleave", function (event) {
    var zone = event.target.closest && event.target.closest("[data-drop]");
    if (zone && !zone.contains(event.relatedTarget)) { zone.classList.remove("over"); }
  });
  document.addEventListener("drop", function (event) {
    var zone = event.target.closest && event.target.closest("[data-drop]");
    if (!zone || !event.dataTransfer.files.length) { return; }
    event.preventDefault();
    zone.classList.remove("over");
    var field = zone.querySelector("input[type=file]");
    field.files = event.dataTransfer.files;
    field.form.requestSubmit();
  });

  // With script a chosen file is sent at once: it counts only when it is accepted, so nothing is lost by a slip.
  document.addEventListener("change", function (event) {
    if (event.target.matches("form[data-upload] input[type=file]") && event.target.files.length) { event.target.form.requestSubmit(); }
  });

  // A form that is sent without htmx: say that it is busy.
  document.addEventListener("submit", function (event) {
    var box = event.target.matches("form[data-upload]:not([hx-post])") && event.target.querySelector("[data-progress]");
    if (box) { box.hidden = false; }
  });

  document.addEventListener("htmx:xhr:progress", function (event) {
    var box = event.target.closest("form[data-upload]") && event.target.querySelector("[data-progress]");
    if (!box || !event.detail.lengthComputable) { return; }
    box.hidden = false;
    var bar = box.querySelector("progress");
    bar.value = Math.round(100 * event.detail.loaded / event.detail.total);
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = event.target.closest("form[data-upload]");
    if (form) { form.querySelector("[data-progress]").hidden = false; form.querySelector("button[type=submit]").disabled = true; }
  });
  document.addEventListener("htmx:sendError", function (event) {
    var form = event.target.closest("form[data-upload]");
    if (form) { form.removeAttribute("hx-post"); form.submit(); }
  });
})();
