// Names of SVG 2 (with Filter Effects, SVG Animations and CSS Masking) and MathML Core (with
// what MathML 3 had and browsers still read). Unlike HTML's they keep their case.

package html

// svgElements are the elements of SVG.
const svgElements = "a animate animateMotion animateTransform circle clipPath defs desc discard ellipse feBlend feColorMatrix " +
	"feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight " +
	"feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology " +
	"feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter foreignObject g image line " +
	"linearGradient marker mask metadata mpath path pattern polygon polyline radialGradient rect script set stop " +
	"style svg switch symbol text textPath title tspan use view"

// svgAttributes are the attributes of SVG besides the global ones.
const svgAttributes = "accumulate additive alignment-baseline amplitude attributeName attributeType azimuth baseFrequency baseProfile " +
	"baseline-shift begin bias by calcMode clip clip-path clip-rule clipPathUnits color color-interpolation " +
	"color-interpolation-filters crossorigin cursor cx cy d decoding diffuseConstant direction display divisor " +
	"dominant-baseline download dur dx dy edgeMode elevation end exponent fill fill-opacity fill-rule filter " +
	"filterUnits flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style " +
	"font-variant font-weight fr from fx fy glyph-orientation-horizontal glyph-orientation-vertical " +
	"gradientTransform gradientUnits height href hreflang image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix " +
	"kernelUnitLength keyPoints keySplines keyTimes lengthAdjust letter-spacing lighting-color limitingConeAngle " +
	"marker-end marker-height marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type " +
	"maskContentUnits maskUnits max media method min mode numOctaves offset opacity operator order orient origin " +
	"overflow paint-order path pathLength patternContentUnits patternTransform patternUnits ping pointer-events " +
	"points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY " +
	"referrerpolicy rel repeatCount repeatDur requiredExtensions requiredFeatures restart result rotate rx ry scale " +
	"seed shape-rendering side slope spacing specularConstant specularExponent spreadMethod startOffset " +
	"stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap " +
	"stroke-linejoin stroke-miterlimit stroke-opacity stroke-width surfaceScale systemLanguage tableValues target " +
	"targetX targetY text-anchor text-decoration text-overflow text-rendering textLength to transform " +
	"transform-origin type unicode-bidi values vector-effect version viewBox visibility white-space width " +
	"word-spacing writing-mode x x1 x2 xChannelSelector xlink:actuate xlink:arcrole xlink:href xlink:role " +
	"xlink:show xlink:title xlink:type xml:lang xml:space xmlns xmlns:xlink y y1 y2 yChannelSelector z zoomAndPan"

// mathElements are the elements of MathML.
const mathElements = "annotation annotation-xml maction math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts " +
	"mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics"

// mathAttributes are the attributes of MathML besides the global ones.
const mathAttributes = "accent accentunder actiontype align alttext arg close columnalign columnlines columnspacing columnspan " +
	"crossorigin denomalign depth dir display displaystyle encoding fence form frame framespacing height href " +
	"intent largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize " +
	"movablelimits notation numalign open rowalign rowlines rowspacing rowspan rspace scriptlevel selection " +
	"separator separators src stretchy subscriptshift superscriptshift symmetric voffset width xmlns"
