// Says before the first picture of the page that scripts run here, so that nothing moves afterwards.

document.documentElement.className = "noModule" in document.createElement("script") ? "scripted" : "";
