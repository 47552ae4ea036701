/* Buttons to copy and print a receipt; they appear only where they work. */
for (const receipt of document.querySelectorAll("[data-receipt]")) {
  const tools = receipt.querySelector("[data-receipt-tools]");
  if (!tools) continue;
  tools.hidden = false;
  tools.querySelector("[data-print]")?.addEventListener("click", () => window.print());
  const copy = tools.querySelector("[data-copy]");
  if (!navigator.clipboard) copy.hidden = true;
  copy.addEventListener("click", async () => {
    const code = receipt.querySelector("[data-receipt-code]").textContent.trim().replace(/\s+/g, " ");
    await navigator.clipboard.writeText(code);
    const words = copy.querySelector("span");
    words.setAttribute("role", "status");
    words.textContent = copy.dataset.copied;
  });
}
