/* The summary of errors gets the focus, so that it is read first. */
document.querySelector("[data-focus]")?.focus();
