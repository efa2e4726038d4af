import type { Colour } from './read-colour.ts';

/** What the place of an element inherits from its surroundings while the page is walked from the outside in. */
export interface Scene {
  readonly view: Window;
  /** The plain colour behind the text and the element that paints it; null behind pictures, gradients and glass. */
  readonly background: { readonly colour: Colour; readonly owner: Element } | null;
  /** Text is painted by a background that is clipped to its letters. */
  readonly inked: boolean;
  /** How far the containers around it are scrolled, in CSS pixels: what lies above a scrolled list can be scrolled back to. */
  readonly left: number;
  readonly top: number;
  /** Whether the page, or a container on the way, can be scrolled sideways to what lies right of the window. */
  readonly sideways: boolean;
  readonly rightToLeft: boolean;
}

/** What a person sees of one element. */
export interface Sight {
  /** Whether text that stands directly in it, or a picture it is, can be seen. */
  readonly shown: boolean;
  readonly scene: Scene;
}

/** The scene of a document before anything is painted. */
export function sceneOf(document: Document, view: Window): Scene {
  const root = document.documentElement;
  const style = view.getComputedStyle(root);
  const clipped = [root, document.body].some(
    (element) => element !== null && /hidden|clip/.test(view.getComputedStyle(element).overflowX),
  );
  return {
    view,
    // A page that knows a dark scheme may stand on a dark canvas that no style names.
    background: style.colorScheme.includes('dark') ? null : { colour: [255, 255, 255, 1], owner: root },
    inked: false,
    left: view.scrollX,
    top: view.scrollY,
    sideways: !clipped,
    rightToLeft: style.direction === 'rtl',
  };
}
