// Says before the first picture of the page that scripts run here, so that nothing moves afterwards. Where
// the page's own script has not started by then, the page says after three seconds that it does not run.

if ("noModule" in document.createElement("script")) {
  const { classList } = document.documentElement;
  classList.add("scripted", "starting");
  setTimeout(() => classList.remove("starting"), 3000);
}
