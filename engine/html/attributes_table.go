// Attributes of every element: HTML Living Standard 3.2.6 (global), 8.1.8 (events), and the
// states and properties of WAI-ARIA 1.2 and 1.3 with their roles.

package html

var globals = [...]Attribute{
	{"accesskey", Text, ""},
	{"anchor", ID, ""},
	{"autocapitalize", Enum, "off none on sentences words characters"},
	{"autocorrect", Enum, "on off"},
	{"autofocus", Bool, ""},
	{"class", Tokens, ""},
	{"contenteditable", Enum, "true false plaintext-only"},
	{"dir", Enum, "ltr rtl auto"},
	{"draggable", Enum, "true false"},
	{"enterkeyhint", Enum, "enter done go next previous search send"},
	{"exportparts", Text, ""},
	{"headingoffset", Integer, ""},
	{"headingreset", Bool, ""},
	{"hidden", Enum, "until-found hidden"},
	{"id", ID, ""},
	{"inert", Bool, ""},
	{"inputmode", Enum, "none text tel url email numeric decimal search"},
	{"is", Text, ""},
	{"itemid", URL, ""},
	{"itemprop", Tokens, ""},
	{"itemref", IDs, ""},
	{"itemscope", Bool, ""},
	{"itemtype", URLs, ""},
	{"lang", Language, ""},
	{"nonce", Text, ""},
	{"part", Tokens, ""},
	{"popover", Enum, "auto manual hint"},
	{"role", Suggested, roles},
	{"slot", Text, ""},
	{"spellcheck", Enum, "true false"},
	{"style", StyleText, ""},
	{"tabindex", SignedInteger, ""},
	{"title", Text, ""},
	{"translate", Enum, "yes no"},
	{"writingsuggestions", Enum, "true false"},
	{"xmlns", Text, ""},
	{"aria-activedescendant", ID, ""},
	{"aria-atomic", Enum, "true false"},
	{"aria-autocomplete", Enum, "inline list both none"},
	{"aria-braillelabel", Text, ""},
	{"aria-brailleroledescription", Text, ""},
	{"aria-busy", Enum, "true false"},
	{"aria-checked", Enum, "true false mixed"},
	{"aria-colcount", SignedInteger, ""},
	{"aria-colindex", Integer, ""},
	{"aria-colindextext", Text, ""},
	{"aria-colspan", Integer, ""},
	{"aria-controls", IDs, ""},
	{"aria-current", Enum, "page step location date time true false"},
	{"aria-describedby", IDs, ""},
	{"aria-description", Text, ""},
	{"aria-details", IDs, ""},
	{"aria-disabled", Enum, "true false"},
	{"aria-dropeffect", Enums, "copy execute link move none popup"},
	{"aria-errormessage", IDs, ""},
	{"aria-expanded", Enum, "true false"},
	{"aria-flowto", IDs, ""},
	{"aria-grabbed", Enum, "true false"},
	{"aria-haspopup", Enum, "true false menu listbox tree grid dialog"},
	{"aria-hidden", Enum, "true false"},
	{"aria-invalid", Enum, "true false grammar spelling"},
	{"aria-keyshortcuts", Text, ""},
	{"aria-label", Text, ""},
	{"aria-labelledby", IDs, ""},
	{"aria-level", Integer, ""},
	{"aria-live", Enum, "assertive off polite"},
	{"aria-modal", Enum, "true false"},
	{"aria-multiline", Enum, "true false"},
	{"aria-multiselectable", Enum, "true false"},
	{"aria-orientation", Enum, "horizontal vertical"},
	{"aria-owns", IDs, ""},
	{"aria-placeholder", Text, ""},
	{"aria-posinset", Integer, ""},
	{"aria-pressed", Enum, "true false mixed"},
	{"aria-readonly", Enum, "true false"},
	{"aria-relevant", Enums, "additions all removals text"},
	{"aria-required", Enum, "true false"},
	{"aria-roledescription", Text, ""},
	{"aria-rowcount", SignedInteger, ""},
	{"aria-rowindex", Integer, ""},
	{"aria-rowindextext", Text, ""},
	{"aria-rowspan", Integer, ""},
	{"aria-selected", Enum, "true false"},
	{"aria-setsize", SignedInteger, ""},
	{"aria-sort", Enum, "ascending descending none other"},
	{"aria-valuemax", Number, ""},
	{"aria-valuemin", Number, ""},
	{"aria-valuenow", Number, ""},
	{"aria-valuetext", Text, ""},
}

// events are the events whose handlers any element takes, each without its "on".
const events = "abort animationcancel animationend animationiteration animationstart auxclick beforecopy beforecut beforeinput " +
	"beforematch beforepaste beforetoggle blur cancel canplay canplaythrough change click close command contextlost " +
	"contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart " +
	"drop durationchange emptied ended error focus focusin focusout formdata fullscreenchange fullscreenerror " +
	"gotpointercapture input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart " +
	"lostpointercapture mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel paste pause " +
	"play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover " +
	"pointerrawupdate pointerup progress ratechange reset resize scroll scrollend scrollsnapchange " +
	"scrollsnapchanging securitypolicyviolation seeked seeking select selectionchange selectstart slotchange " +
	"stalled submit suspend timeupdate toggle touchcancel touchend touchmove touchstart transitioncancel " +
	"transitionend transitionrun transitionstart volumechange waiting webkitanimationend webkitanimationiteration " +
	"webkitanimationstart webkittransitionend wheel"

// roles are the roles of WAI-ARIA that authors write.
const roles = "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader " +
	"combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form " +
	"generic grid gridcell group heading img insertion link list listbox listitem log main mark marquee math menu " +
	"menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation " +
	"progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider " +
	"spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time " +
	"timer toolbar tooltip tree treegrid treeitem"
