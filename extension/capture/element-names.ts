const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements without words of the page: code, styling, media, and everything that holds what a person typed or chose. */
export const DROPPED = names(
  'script style noscript template link meta base title head ' +
    'input textarea select option optgroup datalist output meter progress keygen ' +
    'svg canvas video audio object embed applet source track param map area',
);

/** Elements written under their own name; every other one becomes a div or span, so no page chooses the markup of its snapshot. */
export const KNOWN = names(
  'a abbr address article aside b bdi bdo blockquote br button caption center cite code col colgroup data dd del ' +
    'details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup ' +
    'hr i img ins kbd label legend li main mark menu nav ol p picture pre q rp rt ruby s samp search section small ' +
    'span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr xmp listing ' +
    'math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder ' +
    'mover munderover mmultiscripts mprescripts mtable mtr mtd menclose semantics',
);

/** Elements that have no end tag. */
export const VOID = names('br col hr img wbr');

/** All that is left of an element's name when only the text is asked for. */
export const TEXT_BLOCKS = names(
  'div h1 h2 h3 h4 h5 h6 p pre code blockquote ul ol li dl dt dd table thead tbody tr th td br figcaption caption',
);
