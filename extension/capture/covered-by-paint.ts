const PAINTED = 'img, picture, video, canvas, svg, iframe';
/** Neighbours looked at on each level; a page with more is not read better by looking longer. */
const NEIGHBOURS = 60;

/** Whether something other than its ancestors is painted behind an element: white words over a photograph look, by their styles alone, like white words on white paper. */
export function coveredByPaint(element: Element, owner: Element): boolean {
  const box = element.getBoundingClientRect();
  for (
    let inner = element, outer = element.parentElement;
    outer !== null;
    inner = outer, outer = outer.parentElement
  ) {
    if (paintsBefore(inner) || paintsBefore(outer)) return true;
    let looked = 0;
    for (const other of outer.children) {
      if (other === inner) continue;
      if (++looked > NEIGHBOURS) break;
      if (overlaps(other, box) && paints(other)) return true;
    }
    if (outer === owner) return false;
  }
  return false;
}

function paints(element: Element): boolean {
  if (element.matches(PAINTED) || element.querySelector(PAINTED) !== null) return true;
  const style = styleOf(element);
  return (
    style.backgroundImage !== 'none' || style.backgroundColor !== 'rgba(0, 0, 0, 0)' || paintsBefore(element)
  );
}

/** A pseudo-element laid under the text is the usual way to tint a photograph. */
function paintsBefore(element: Element): boolean {
  return ['::before', '::after'].some((pseudo) => {
    const style = styleOf(element, pseudo);
    if (style.content === 'none' || style.position !== 'absolute') return false;
    return style.backgroundImage !== 'none' || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
  });
}

function styleOf(element: Element, pseudo?: string): CSSStyleDeclaration {
  return (element.ownerDocument.defaultView ?? window).getComputedStyle(element, pseudo);
}

function overlaps(element: Element, box: DOMRect): boolean {
  const other = element.getBoundingClientRect();
  return other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
}
