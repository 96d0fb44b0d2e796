// Buttons of the pages that the reader's browser carries out: save a chart as a picture, print a page.
// One listener for the whole document, because pages are redrawn while it stays.
(() => {
  if (window.faisTools) return;
  window.faisTools = true;

  const SVG = "http://www.w3.org/2000/svg";
  const TITLE_HEIGHT = 44;
  const SOURCE_HEIGHT = 32;
  const SHARPNESS = 2;

  const text = (content, size, weight, y) => {
    const node = document.createElementNS(SVG, "text");
    node.textContent = content;
    node.setAttribute("x", "16");
    node.setAttribute("y", String(y));
    node.setAttribute("font-size", String(size));
    node.setAttribute("font-weight", weight);
    node.setAttribute("font-family", "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', Meiryo, sans-serif");
    node.setAttribute("fill", "#1A1A1C");
    return node;
  };

  // The chart that stands next before a button, in the order of the document.
  const chartOf = (button) =>
    [...document.querySelectorAll(".stVegaLiteChart svg.marks, .stVegaLiteChart svg")]
      .filter((chart) => chart.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING)
      .at(-1);

  const picture = (button) => {
    const chart = chartOf(button);
    const box = chart.getBoundingClientRect();
    const whole = document.createElementNS(SVG, "svg");
    const height = box.height + TITLE_HEIGHT + SOURCE_HEIGHT;
    whole.setAttribute("xmlns", SVG);
    whole.setAttribute("width", String(box.width));
    whole.setAttribute("height", String(height));
    whole.setAttribute("viewBox", `0 0 ${box.width} ${height}`);
    const ground = document.createElementNS(SVG, "rect");
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", "#FFFFFF");
    const copy = chart.cloneNode(true);
    copy.setAttribute("y", String(TITLE_HEIGHT));
    whole.append(
      ground,
      text(button.dataset.title, 16, "700", 28),
      copy,
      text(button.dataset.source, 11, "400", height - 12),
    );
    return { markup: new XMLSerializer().serializeToString(whole), width: box.width, height };
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const savePng = ({ markup, width, height }, name) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * SHARPNESS);
      canvas.height = Math.round(height * SHARPNESS);
      const context = canvas.getContext("2d");
      context.scale(SHARPNESS, SHARPNESS);
      context.drawImage(image, 0, 0);
      canvas.toBlob((blob) => save(blob, name), "image/png");
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) return window.print();
    const drawn = picture(button);
    if (button.dataset.save === "png") return savePng(drawn, button.dataset.file);
    save(new Blob([drawn.markup], { type: "image/svg+xml" }), button.dataset.file);
  });
})();
