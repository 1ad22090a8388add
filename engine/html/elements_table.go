// The elements of HTML, from the HTML Living Standard: section 4 for those in use, 16.2 for
// the obsolete ones. Block marks those of the language definition, section 7. Style and head
// are looser than HTML has them: a component brings its style, a page adds to the head.

package html

var elements = [...]Element{
	{
		Name: "a", Categories: Flow | Phrasing | Interactive, Content: Transparent, Without: "a", WithoutCategories: Interactive,
		Attributes: []Attribute{
			{"href", URL, ""},
			{"target", Suggested, "_self _blank _parent _top"},
			{"download", Text, ""},
			{"ping", URLs, ""},
			{"rel", Enums, "alternate author bookmark external help license next nofollow noopener noreferrer opener prev privacy-policy search tag terms-of-service"},
			{"hreflang", Language, ""},
			{"type", MediaType, ""},
			{"referrerpolicy", Enum, "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url"},
		},
		Meaning: Meaning{
			"A link to another page or place, when it has `href`.",
			"`href`가 있으면 다른 페이지나 자리로 가는 링크.",
		},
	},
	{
		Name: "abbr", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"An abbreviation; `title` gives the full form.",
			"줄임말. `title`에 풀어 쓴 말을 둔다.",
		},
	},
	{
		Name: "address", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Without: "address header footer", WithoutCategories: Heading | Sectioning,
		Meaning: Meaning{
			"How to reach the people behind the nearest article or the page.",
			"가까운 글이나 페이지를 쓴 사람에게 연락하는 방법.",
		},
	},
	{
		Name: "area", Flags: Void, Categories: Flow | Phrasing,
		Attributes: []Attribute{
			{"alt", Text, ""},
			{"coords", Text, ""},
			{"shape", Enum, "circle default poly rect"},
			{"href", URL, ""},
			{"target", Suggested, "_self _blank _parent _top"},
			{"download", Text, ""},
			{"ping", URLs, ""},
			{"rel", Enums, "alternate author bookmark external help license next nofollow noopener noreferrer opener prev search tag"},
			{"referrerpolicy", Enum, "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url"},
		},
		Meaning: Meaning{
			"A clickable region of an image map.",
			"이미지 맵에서 누를 수 있는 구역.",
		},
	},
	{
		Name: "article", Flags: Block, Categories: Flow | Sectioning, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"A piece that makes sense by itself, such as a post or a comment.",
			"글이나 댓글처럼 그것만으로 뜻이 통하는 한 편.",
		},
	},
	{
		Name: "aside", Flags: Block, Categories: Flow | Sectioning, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"Something beside the main content, such as a side note.",
			"본문 곁에 두는 덧붙임.",
		},
	},
	{
		Name: "audio", Categories: Flow | Phrasing | Embedded, Content: Transparent, Children: "source track", Without: "audio video",
		Attributes: []Attribute{
			{"src", URL, ""},
			{"crossorigin", Enum, "anonymous use-credentials"},
			{"preload", Enum, "none metadata auto"},
			{"autoplay", Bool, ""},
			{"loop", Bool, ""},
			{"muted", Bool, ""},
			{"controls", Bool, ""},
			{"controlslist", Enums, "nodownload noremoteplayback"},
			{"disableremoteplayback", Bool, ""},
			{"loading", Enum, "lazy eager"},
		},
		Meaning: Meaning{
			"Plays sound.",
			"소리를 들려준다.",
		},
	},
	{
		Name: "b", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text that catches the eye without being more important.",
			"더 중요하다는 뜻 없이 눈에 띄게 하는 글.",
		},
	},
	{
		Name: "base", Flags: Void, Categories: Metadata, Parents: "head", Required: []string{"href|target"},
		Attributes: []Attribute{
			{"href", URL, ""},
			{"target", Suggested, "_self _blank _parent _top"},
		},
		Meaning: Meaning{
			"Sets the address that relative addresses of the page start from.",
			"페이지의 상대 주소가 시작하는 기준 주소를 정한다.",
		},
	},
	{
		Name: "bdi", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text whose direction is kept apart from what surrounds it.",
			"둘레 글과 쓰기 방향을 따로 다루는 글.",
		},
	},
	{
		Name: "bdo", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Required: []string{"dir"},
		Meaning: Meaning{
			"Text whose direction is set by `dir`, whatever its letters say.",
			"글자와 상관없이 `dir`로 쓰기 방향을 정한 글.",
		},
	},
	{
		Name: "blockquote", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Attributes: []Attribute{
			{"cite", URL, ""},
		},
		Meaning: Meaning{
			"A longer quotation from elsewhere.",
			"다른 데서 따온 긴 인용.",
		},
	},
	{
		Name: "body", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "html",
		Attributes: []Attribute{
			{"onafterprint", Code, ""},
			{"onbeforeprint", Code, ""},
			{"onbeforeunload", Code, ""},
			{"onhashchange", Code, ""},
			{"onlanguagechange", Code, ""},
			{"onmessage", Code, ""},
			{"onmessageerror", Code, ""},
			{"onoffline", Code, ""},
			{"ononline", Code, ""},
			{"onpagehide", Code, ""},
			{"onpageshow", Code, ""},
			{"onpopstate", Code, ""},
			{"onrejectionhandled", Code, ""},
			{"onstorage", Code, ""},
			{"onunhandledrejection", Code, ""},
			{"onunload", Code, ""},
		},
		Meaning: Meaning{
			"The visible content of the page.",
			"페이지에서 보이는 내용.",
		},
	},
	{
		Name: "br", Flags: Void | Block, Categories: Flow | Phrasing,
		Meaning: Meaning{
			"A line break that belongs to the text, as in a poem or an address.",
			"시나 주소처럼 글에 속하는 줄바꿈.",
		},
	},
	{
		Name: "button", Categories: Flow | Phrasing | Interactive, Content: Phrasing | TextContent | ScriptSupporting, WithoutCategories: Interactive,
		Attributes: []Attribute{
			{"type", Enum, "submit reset button"},
			{"name", Text, ""},
			{"value", Text, ""},
			{"disabled", Bool, ""},
			{"form", ID, ""},
			{"formaction", URL, ""},
			{"formenctype", Enum, "application/x-www-form-urlencoded multipart/form-data text/plain"},
			{"formmethod", Enum, "get post dialog"},
			{"formnovalidate", Bool, ""},
			{"formtarget", Suggested, "_self _blank _parent _top"},
			{"popovertarget", ID, ""},
			{"popovertargetaction", Enum, "toggle show hide"},
			{"command", Text, ""},
			{"commandfor", ID, ""},
		},
		Meaning: Meaning{
			"Something to press: sends its form or does what its script says.",
			"누르는 단추. 양식을 보내거나 스크립트가 정한 일을 한다.",
		},
	},
	{
		Name: "canvas", Categories: Flow | Phrasing | Embedded, Content: Transparent,
		Attributes: []Attribute{
			{"width", Integer, ""},
			{"height", Integer, ""},
		},
		Meaning: Meaning{
			"A surface that scripts draw on.",
			"스크립트가 그림을 그리는 판.",
		},
	},
	{
		Name: "caption", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "table", Without: "table",
		Meaning: Meaning{
			"The title of a table.",
			"표의 제목.",
		},
	},
	{
		Name: "cite", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"The title of a work that is mentioned.",
			"말하고 있는 작품의 제목.",
		},
	},
	{
		Name: "code", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A piece of program text.",
			"프로그램 글의 한 조각.",
		},
	},
	{
		Name: "col", Flags: Void | Block, Parents: "colgroup",
		Attributes: []Attribute{
			{"span", Integer, ""},
		},
		Meaning: Meaning{
			"One or more columns of a table, for styling.",
			"모양을 주기 위한 표의 열.",
		},
	},
	{
		Name: "colgroup", Flags: Block, Content: ScriptSupporting, Children: "col", Parents: "table",
		Attributes: []Attribute{
			{"span", Integer, ""},
		},
		Meaning: Meaning{
			"A group of columns of a table.",
			"표의 열 묶음.",
		},
	},
	{
		Name: "data", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Required: []string{"value"},
		Attributes: []Attribute{
			{"value", Text, ""},
		},
		Meaning: Meaning{
			"Content with a form that machines read in `value`.",
			"기계가 읽을 값을 `value`에 함께 둔 내용.",
		},
	},
	{
		Name: "datalist", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Children: "option",
		Meaning: Meaning{
			"Suggestions for an input field.",
			"입력 칸에 보일 추천 값들.",
		},
	},
	{
		Name: "dd", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "dl div",
		Meaning: Meaning{
			"A description or value in a description list.",
			"설명 목록에서 설명이나 값.",
		},
	},
	{
		Name: "del", Categories: Flow | Phrasing, Content: Transparent,
		Attributes: []Attribute{
			{"cite", URL, ""},
			{"datetime", DateTime, ""},
		},
		Meaning: Meaning{
			"Text that has been removed.",
			"지워진 글.",
		},
	},
	{
		Name: "details", Flags: Block, Categories: Flow | Interactive, Content: Flow | TextContent | Phrasing | ScriptSupporting, Children: "summary",
		Attributes: []Attribute{
			{"open", Bool, ""},
			{"name", Text, ""},
		},
		Meaning: Meaning{
			"Content that opens and closes under its summary.",
			"요약을 누르면 펼쳐지고 접히는 내용.",
		},
	},
	{
		Name: "dfn", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Without: "dfn",
		Meaning: Meaning{
			"The place where a term is defined.",
			"용어를 처음 정의하는 자리.",
		},
	},
	{
		Name: "dialog", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Attributes: []Attribute{
			{"open", Bool, ""},
			{"closedby", Enum, "any closerequest none"},
		},
		Meaning: Meaning{
			"A window within the page.",
			"페이지 안의 대화 상자.",
		},
	},
	{
		Name: "div", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Children: "dt dd option optgroup",
		Meaning: Meaning{
			"A container without a meaning of its own.",
			"따로 뜻이 없는 묶음.",
		},
	},
	{
		Name: "dl", Flags: Block, Categories: Flow, Content: ScriptSupporting, Children: "dt dd div",
		Meaning: Meaning{
			"A list of terms with their descriptions.",
			"용어와 설명의 목록.",
		},
	},
	{
		Name: "dt", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "dl div", Without: "header footer", WithoutCategories: Heading | Sectioning,
		Meaning: Meaning{
			"A term in a description list.",
			"설명 목록에서 용어.",
		},
	},
	{
		Name: "em", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text that is stressed.",
			"힘주어 말하는 글.",
		},
	},
	{
		Name: "embed", Flags: Void, Categories: Flow | Phrasing | Embedded | Interactive,
		Attributes: []Attribute{
			{"src", URL, ""},
			{"type", MediaType, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
		},
		Meaning: Meaning{
			"Content of another kind that a plug-in or the browser shows.",
			"브라우저나 플러그인이 보여 주는 다른 종류의 내용.",
		},
	},
	{
		Name: "fieldset", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Children: "legend",
		Attributes: []Attribute{
			{"disabled", Bool, ""},
			{"form", ID, ""},
			{"name", Text, ""},
		},
		Meaning: Meaning{
			"A group of form fields.",
			"양식 칸의 묶음.",
		},
	},
	{
		Name: "figcaption", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "figure",
		Meaning: Meaning{
			"The caption of a figure.",
			"그림의 설명 글.",
		},
	},
	{
		Name: "figure", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Children: "figcaption",
		Meaning: Meaning{
			"A picture, listing or quotation with its caption.",
			"설명이 딸린 그림, 코드, 인용.",
		},
	},
	{
		Name: "footer", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Without: "header footer",
		Meaning: Meaning{
			"The foot of a page or section: author, links, rights.",
			"페이지나 절의 꼬리. 글쓴이, 링크, 권리 따위.",
		},
	},
	{
		Name: "form", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Without: "form",
		Attributes: []Attribute{
			{"accept-charset", Enum, "utf-8"},
			{"action", URL, ""},
			{"autocomplete", Enum, "on off"},
			{"enctype", Enum, "application/x-www-form-urlencoded multipart/form-data text/plain"},
			{"method", Enum, "get post dialog"},
			{"name", Text, ""},
			{"novalidate", Bool, ""},
			{"target", Suggested, "_self _blank _parent _top"},
			{"rel", Enums, "external help license next nofollow noopener noreferrer opener prev search"},
		},
		Meaning: Meaning{
			"Fields that are sent together.",
			"함께 보내는 칸들의 양식.",
		},
	},
	{
		Name: "h1", Flags: Block, Categories: Flow | Heading, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"The heading of the page.",
			"페이지의 제목.",
		},
	},
	{
		Name: "h2", Flags: Block, Categories: Flow | Heading, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A heading of the second rank.",
			"둘째 단계 제목.",
		},
	},
	{
		Name: "h3", Flags: Block, Categories: Flow | Heading, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A heading of the third rank.",
			"셋째 단계 제목.",
		},
	},
	{
		Name: "h4", Flags: Block, Categories: Flow | Heading, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A heading of the fourth rank.",
			"넷째 단계 제목.",
		},
	},
	{
		Name: "h5", Flags: Block, Categories: Flow | Heading, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A heading of the fifth rank.",
			"다섯째 단계 제목.",
		},
	},
	{
		Name: "h6", Flags: Block, Categories: Flow | Heading, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A heading of the sixth rank.",
			"여섯째 단계 제목.",
		},
	},
	{
		Name: "head", Flags: Block, Categories: Flow, Content: Metadata | ScriptSupporting,
		Meaning: Meaning{
			"What the page says about itself: title, styles, links.",
			"제목, 스타일, 링크처럼 페이지가 자신에 대해 말하는 곳.",
		},
	},
	{
		Name: "header", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting, Without: "header footer",
		Meaning: Meaning{
			"The head of a page or section: titles, navigation.",
			"페이지나 절의 머리. 제목이나 길잡이 따위.",
		},
	},
	{
		Name: "hgroup", Flags: Block, Categories: Flow | Heading, Content: ScriptSupporting, Children: "p h1 h2 h3 h4 h5 h6",
		Meaning: Meaning{
			"A heading with its subtitle.",
			"제목과 그 부제목.",
		},
	},
	{
		Name: "hr", Flags: Void | Block, Categories: Flow,
		Meaning: Meaning{
			"A break between topics.",
			"주제가 바뀌는 자리.",
		},
	},
	{
		Name: "html", Flags: Block, Children: "head body",
		Meaning: Meaning{
			"The whole document.",
			"문서 전체.",
		},
	},
	{
		Name: "i", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text in another voice: a term, a thought, a foreign phrase.",
			"용어, 생각, 외국어처럼 다른 목소리의 글.",
		},
	},
	{
		Name: "iframe", Flags: RawText, Categories: Flow | Phrasing | Embedded | Interactive,
		Attributes: []Attribute{
			{"src", URL, ""},
			{"srcdoc", Code, ""},
			{"name", Text, ""},
			{"sandbox", Enums, "allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-presentation allow-same-origin allow-scripts allow-top-navigation allow-top-navigation-by-user-activation allow-top-navigation-to-custom-protocols"},
			{"allow", Text, ""},
			{"allowfullscreen", Bool, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
			{"referrerpolicy", Enum, "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url"},
			{"loading", Enum, "lazy eager"},
		},
		Meaning: Meaning{
			"Another page shown inside this one.",
			"이 페이지 안에 보이는 다른 페이지.",
		},
	},
	{
		Name: "img", Flags: Void, Categories: Flow | Phrasing | Embedded, Required: []string{"src"},
		Attributes: []Attribute{
			{"alt", Text, ""},
			{"src", URL, ""},
			{"srcset", Srcset, ""},
			{"sizes", Text, ""},
			{"crossorigin", Enum, "anonymous use-credentials"},
			{"usemap", Text, ""},
			{"ismap", Bool, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
			{"referrerpolicy", Enum, "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url"},
			{"decoding", Enum, "sync async auto"},
			{"loading", Enum, "lazy eager"},
			{"fetchpriority", Enum, "high low auto"},
		},
		Meaning: Meaning{
			"An image.",
			"그림.",
		},
	},
	{
		Name: "input", Flags: Void, Categories: Flow | Phrasing | Interactive,
		Attributes: []Attribute{
			{"accept", Text, ""},
			{"alpha", Bool, ""},
			{"alt", Text, ""},
			{"autocomplete", Suggested, "on off name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password current-password one-time-code organization-title organization street-address address-line1 address-line2 address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo tel tel-country-code tel-national tel-area-code tel-local tel-extension email impp webauthn"},
			{"capture", Enum, "user environment"},
			{"checked", Bool, ""},
			{"colorspace", Enum, "limited-srgb display-p3"},
			{"dirname", Text, ""},
			{"disabled", Bool, ""},
			{"form", ID, ""},
			{"formaction", URL, ""},
			{"formenctype", Enum, "application/x-www-form-urlencoded multipart/form-data text/plain"},
			{"formmethod", Enum, "get post dialog"},
			{"formnovalidate", Bool, ""},
			{"formtarget", Suggested, "_self _blank _parent _top"},
			{"height", Integer, ""},
			{"list", ID, ""},
			{"max", Text, ""},
			{"maxlength", Integer, ""},
			{"min", Text, ""},
			{"minlength", Integer, ""},
			{"multiple", Bool, ""},
			{"name", Text, ""},
			{"pattern", Text, ""},
			{"placeholder", Text, ""},
			{"popovertarget", ID, ""},
			{"popovertargetaction", Enum, "toggle show hide"},
			{"readonly", Bool, ""},
			{"required", Bool, ""},
			{"size", Integer, ""},
			{"src", URL, ""},
			{"step", Text, ""},
			{"type", Enum, "hidden text search tel url email password date month week time datetime-local number range color checkbox radio file submit image reset button"},
			{"value", Text, ""},
			{"width", Integer, ""},
		},
		Meaning: Meaning{
			"A field for one value; `type` says of what kind.",
			"값 하나를 넣는 칸. 종류는 `type`이 정한다.",
		},
	},
	{
		Name: "ins", Categories: Flow | Phrasing, Content: Transparent,
		Attributes: []Attribute{
			{"cite", URL, ""},
			{"datetime", DateTime, ""},
		},
		Meaning: Meaning{
			"Text that has been added.",
			"더해진 글.",
		},
	},
	{
		Name: "kbd", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"What a user types or presses.",
			"사용자가 치거나 누르는 것.",
		},
	},
	{
		Name: "label", Categories: Flow | Phrasing | Interactive, Content: Phrasing | TextContent | ScriptSupporting, Without: "label",
		Attributes: []Attribute{
			{"for", ID, ""},
		},
		Meaning: Meaning{
			"The caption of a form field.",
			"양식 칸의 이름표.",
		},
	},
	{
		Name: "legend", Flags: Block, Content: Phrasing | Heading | TextContent | ScriptSupporting, Parents: "fieldset optgroup",
		Meaning: Meaning{
			"The caption of a group of fields.",
			"칸 묶음의 제목.",
		},
	},
	{
		Name: "li", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "ul ol menu dir",
		Attributes: []Attribute{
			{"value", SignedInteger, ""},
		},
		Meaning: Meaning{
			"An item of a list.",
			"목록의 한 항목.",
		},
	},
	{
		Name: "link", Flags: Void | Block, Categories: Metadata | Flow | Phrasing, Required: []string{"href|imagesrcset", "rel|itemprop"},
		Attributes: []Attribute{
			{"href", URL, ""},
			{"crossorigin", Enum, "anonymous use-credentials"},
			{"rel", Enums, "alternate author canonical dns-prefetch expect help icon license manifest modulepreload next pingback preconnect prefetch preload prev privacy-policy search stylesheet terms-of-service apple-touch-icon mask-icon me"},
			{"as", Enum, "audio audioworklet document embed fetch font frame iframe image json manifest object paintworklet report script serviceworker sharedworker style track video webidentity worker xslt"},
			{"media", Text, ""},
			{"hreflang", Language, ""},
			{"type", MediaType, ""},
			{"sizes", Text, ""},
			{"imagesrcset", Srcset, ""},
			{"imagesizes", Text, ""},
			{"referrerpolicy", Enum, "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url"},
			{"integrity", Text, ""},
			{"blocking", Enums, "render"},
			{"color", Color, ""},
			{"disabled", Bool, ""},
			{"fetchpriority", Enum, "high low auto"},
		},
		Meaning: Meaning{
			"Ties another resource to the page: a stylesheet, an icon, another language.",
			"스타일시트, 아이콘, 다른 언어판처럼 페이지에 딸린 자원을 잇는다.",
		},
	},
	{
		Name: "main", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"The content that this page is about.",
			"이 페이지의 본문.",
		},
	},
	{
		Name: "map", Categories: Flow | Phrasing, Content: Transparent, Required: []string{"name"},
		Attributes: []Attribute{
			{"name", Text, ""},
		},
		Meaning: Meaning{
			"A set of clickable regions for an image.",
			"그림에서 누를 수 있는 구역들.",
		},
	},
	{
		Name: "mark", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text that matters to the reader right now, as if by a marker pen.",
			"형광펜을 그은 듯 지금 눈여겨볼 글.",
		},
	},
	{
		Name: "menu", Flags: Block, Categories: Flow, Content: ScriptSupporting, Children: "li",
		Meaning: Meaning{
			"A list of commands.",
			"명령의 목록.",
		},
	},
	{
		Name: "meta", Flags: Void | Block, Categories: Metadata | Flow | Phrasing, Required: []string{"name|http-equiv|charset|itemprop|property"},
		Attributes: []Attribute{
			{"name", Suggested, "application-name author color-scheme description generator keywords referrer robots theme-color viewport"},
			{"http-equiv", Enum, "content-language content-type default-style refresh x-ua-compatible content-security-policy"},
			{"content", Text, ""},
			{"charset", Enum, "utf-8"},
			{"media", Text, ""},
			{"property", Text, ""},
		},
		Meaning: Meaning{
			"A fact about the page that other elements cannot say.",
			"다른 요소로는 말할 수 없는 페이지 정보.",
		},
	},
	{
		Name: "meter", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Without: "meter", Required: []string{"value"},
		Attributes: []Attribute{
			{"value", Number, ""},
			{"min", Number, ""},
			{"max", Number, ""},
			{"low", Number, ""},
			{"high", Number, ""},
			{"optimum", Number, ""},
		},
		Meaning: Meaning{
			"A measure within a known range.",
			"정해진 범위 안의 측정값.",
		},
	},
	{
		Name: "nav", Flags: Block, Categories: Flow | Sectioning, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"A block of links for finding the way.",
			"길잡이 링크 모음.",
		},
	},
	{
		Name: "noscript", Categories: Metadata | Flow | Phrasing, Content: Transparent, Children: "link style meta", Without: "noscript",
		Meaning: Meaning{
			"Content for browsers that do not run scripts.",
			"스크립트를 실행하지 않는 브라우저를 위한 내용.",
		},
	},
	{
		Name: "object", Categories: Flow | Phrasing | Embedded, Content: Transparent, Required: []string{"data"},
		Attributes: []Attribute{
			{"data", URL, ""},
			{"type", MediaType, ""},
			{"name", Text, ""},
			{"form", ID, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
		},
		Meaning: Meaning{
			"Something from outside: an image, a page, a document.",
			"그림, 페이지, 문서 같은 바깥 자원.",
		},
	},
	{
		Name: "ol", Flags: Block, Categories: Flow, Content: ScriptSupporting, Children: "li",
		Attributes: []Attribute{
			{"reversed", Bool, ""},
			{"start", SignedInteger, ""},
			{"type", ExactEnum, "1 a A i I"},
		},
		Meaning: Meaning{
			"A list whose order matters.",
			"차례가 있는 목록.",
		},
	},
	{
		Name: "optgroup", Flags: Block, Content: ScriptSupporting, Children: "option div legend", Parents: "select div", Required: []string{"label"},
		Attributes: []Attribute{
			{"disabled", Bool, ""},
			{"label", Text, ""},
		},
		Meaning: Meaning{
			"A group of options.",
			"선택지의 묶음.",
		},
	},
	{
		Name: "option", Flags: Block, Content: Phrasing | TextContent | ScriptSupporting, Parents: "select datalist optgroup div",
		Attributes: []Attribute{
			{"disabled", Bool, ""},
			{"label", Text, ""},
			{"selected", Bool, ""},
			{"value", Text, ""},
		},
		Meaning: Meaning{
			"A choice of a select field or a suggestion.",
			"고를 수 있는 선택지나 추천 값.",
		},
	},
	{
		Name: "output", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Attributes: []Attribute{
			{"for", IDs, ""},
			{"form", ID, ""},
			{"name", Text, ""},
		},
		Meaning: Meaning{
			"The result of a calculation.",
			"계산한 결과.",
		},
	},
	{
		Name: "p", Flags: Block, Categories: Flow, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A paragraph.",
			"한 문단.",
		},
	},
	{
		Name: "picture", Categories: Flow | Phrasing | Embedded, Content: ScriptSupporting, Children: "source img",
		Meaning: Meaning{
			"An image in several versions to choose from.",
			"여러 판에서 골라 보이는 그림.",
		},
	},
	{
		Name: "pre", Flags: Block | KeepSpace, Categories: Flow, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text whose spaces and lines are kept.",
			"띄어쓰기와 줄바꿈을 그대로 두는 글.",
		},
	},
	{
		Name: "progress", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Without: "progress",
		Attributes: []Attribute{
			{"value", Number, ""},
			{"max", Number, ""},
		},
		Meaning: Meaning{
			"How far something has come.",
			"일이 얼마나 진행되었는지.",
		},
	},
	{
		Name: "q", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Attributes: []Attribute{
			{"cite", URL, ""},
		},
		Meaning: Meaning{
			"A short quotation within a line.",
			"줄 안의 짧은 인용.",
		},
	},
	{
		Name: "rp", Content: TextContent, Parents: "ruby",
		Meaning: Meaning{
			"What browsers without ruby text show around it.",
			"루비를 모르는 브라우저가 둘레에 보이는 것.",
		},
	},
	{
		Name: "rt", Content: Phrasing | TextContent | ScriptSupporting, Parents: "ruby",
		Meaning: Meaning{
			"The reading written beside a ruby base.",
			"루비에서 곁에 적는 읽는 법.",
		},
	},
	{
		Name: "ruby", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting, Children: "rt rp",
		Meaning: Meaning{
			"Text with its reading written beside it.",
			"읽는 법을 곁에 적은 글.",
		},
	},
	{
		Name: "s", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text that is no longer right.",
			"더는 맞지 않는 글.",
		},
	},
	{
		Name: "samp", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"What a program printed.",
			"프로그램이 내놓은 글.",
		},
	},
	{
		Name: "script", Flags: RawText | Block, Categories: Metadata | Flow | Phrasing | ScriptSupporting, Content: TextContent,
		Attributes: []Attribute{
			{"src", URL, ""},
			{"type", MediaType, ""},
			{"nomodule", Bool, ""},
			{"async", Bool, ""},
			{"defer", Bool, ""},
			{"blocking", Enums, "render"},
			{"crossorigin", Enum, "anonymous use-credentials"},
			{"referrerpolicy", Enum, "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url"},
			{"integrity", Text, ""},
			{"fetchpriority", Enum, "high low auto"},
		},
		Meaning: Meaning{
			"A script, or data for one.",
			"스크립트나 그 자료.",
		},
	},
	{
		Name: "search", Flags: Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"The part of the page for searching or filtering.",
			"찾거나 거르는 부분.",
		},
	},
	{
		Name: "section", Flags: Block, Categories: Flow | Sectioning, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"A part of a page with a topic and usually a heading.",
			"주제와 대개 제목이 있는 한 부분.",
		},
	},
	{
		Name: "select", Categories: Flow | Phrasing | Interactive, Content: ScriptSupporting, Children: "option optgroup hr button div",
		Attributes: []Attribute{
			{"autocomplete", Suggested, "on off name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password current-password one-time-code organization-title organization street-address address-line1 address-line2 address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo tel tel-country-code tel-national tel-area-code tel-local tel-extension email impp webauthn"},
			{"disabled", Bool, ""},
			{"form", ID, ""},
			{"multiple", Bool, ""},
			{"name", Text, ""},
			{"required", Bool, ""},
			{"size", Integer, ""},
		},
		Meaning: Meaning{
			"A field to choose from a list.",
			"목록에서 고르는 칸.",
		},
	},
	{
		Name: "selectedcontent", Categories: Phrasing, Content: Anything, Parents: "button",
		Meaning: Meaning{
			"Shows the chosen option inside the button of a select.",
			"고른 선택지를 선택 칸의 단추에 보인다.",
		},
	},
	{
		Name: "slot", Categories: Flow | Phrasing, Content: Transparent,
		Attributes: []Attribute{
			{"name", Text, ""},
		},
		Meaning: Meaning{
			"A place in a shadow tree that a page's content goes to.",
			"섀도 트리에서 페이지의 내용이 들어갈 자리.",
		},
	},
	{
		Name: "small", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Small print: notes, rights, conditions.",
			"참고, 권리, 조건 같은 잔글씨.",
		},
	},
	{
		Name: "source", Flags: Void, Parents: "audio video picture", Required: []string{"src|srcset"},
		Attributes: []Attribute{
			{"type", MediaType, ""},
			{"media", Text, ""},
			{"src", URL, ""},
			{"srcset", Srcset, ""},
			{"sizes", Text, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
		},
		Meaning: Meaning{
			"One of several versions of a sound, video or image.",
			"소리, 영상, 그림의 여러 판 가운데 하나.",
		},
	},
	{
		Name: "span", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A run of text without a meaning of its own.",
			"따로 뜻이 없는 글 묶음.",
		},
	},
	{
		Name: "strong", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text of great importance.",
			"아주 중요한 글.",
		},
	},
	{
		Name: "style", Flags: RawText | Block, Categories: Metadata | Flow | Phrasing, Content: TextContent,
		Attributes: []Attribute{
			{"media", Text, ""},
			{"blocking", Enums, "render"},
			{"scoped", Bool, ""},
		},
		Meaning: Meaning{
			"Style rules; `scoped` keeps them to the component's own elements.",
			"스타일 규칙. `scoped`면 컴포넌트 자신의 요소에만 쓰인다.",
		},
	},
	{
		Name: "sub", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Subscript.",
			"아래 첨자.",
		},
	},
	{
		Name: "summary", Flags: Block, Content: Phrasing | Heading | TextContent | ScriptSupporting, Parents: "details",
		Meaning: Meaning{
			"The line that opens and closes a `<details>`.",
			"`<details>`를 펼치고 접는 줄.",
		},
	},
	{
		Name: "sup", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Superscript.",
			"위 첨자.",
		},
	},
	{
		Name: "table", Flags: Block, Categories: Flow, Content: ScriptSupporting, Children: "caption colgroup thead tbody tfoot tr",
		Meaning: Meaning{
			"Data in rows and columns.",
			"행과 열로 된 자료.",
		},
	},
	{
		Name: "tbody", Flags: Block, Content: ScriptSupporting, Children: "tr", Parents: "table",
		Meaning: Meaning{
			"The rows of a table that hold its data.",
			"표에서 자료가 든 행들.",
		},
	},
	{
		Name: "td", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "tr",
		Attributes: []Attribute{
			{"colspan", Integer, ""},
			{"rowspan", Integer, ""},
			{"headers", IDs, ""},
		},
		Meaning: Meaning{
			"A cell of a table.",
			"표의 한 칸.",
		},
	},
	{
		Name: "template", Flags: Block, Categories: Metadata | Flow | Phrasing | ScriptSupporting, Content: Anything,
		Attributes: []Attribute{
			{"shadowrootmode", Enum, "open closed"},
			{"shadowrootdelegatesfocus", Bool, ""},
			{"shadowrootclonable", Bool, ""},
			{"shadowrootserializable", Bool, ""},
		},
		Meaning: Meaning{
			"Markup that is not shown until a script copies it.",
			"스크립트가 베껴 쓸 때까지 보이지 않는 마크업.",
		},
	},
	{
		Name: "textarea", Flags: EscapableText | KeepSpace, Categories: Flow | Phrasing | Interactive, Content: TextContent,
		Attributes: []Attribute{
			{"autocomplete", Suggested, "on off name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password current-password one-time-code organization-title organization street-address address-line1 address-line2 address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo tel tel-country-code tel-national tel-area-code tel-local tel-extension email impp webauthn"},
			{"cols", Integer, ""},
			{"dirname", Text, ""},
			{"disabled", Bool, ""},
			{"form", ID, ""},
			{"maxlength", Integer, ""},
			{"minlength", Integer, ""},
			{"name", Text, ""},
			{"placeholder", Text, ""},
			{"readonly", Bool, ""},
			{"required", Bool, ""},
			{"rows", Integer, ""},
			{"wrap", Enum, "soft hard"},
		},
		Meaning: Meaning{
			"A field for several lines of text.",
			"여러 줄의 글을 넣는 칸.",
		},
	},
	{
		Name: "tfoot", Flags: Block, Content: ScriptSupporting, Children: "tr", Parents: "table",
		Meaning: Meaning{
			"The rows at the foot of a table.",
			"표의 꼬리 행들.",
		},
	},
	{
		Name: "th", Flags: Block, Content: Flow | TextContent | Phrasing | ScriptSupporting, Parents: "tr", Without: "header footer", WithoutCategories: Heading | Sectioning,
		Attributes: []Attribute{
			{"colspan", Integer, ""},
			{"rowspan", Integer, ""},
			{"headers", IDs, ""},
			{"scope", Enum, "row col rowgroup colgroup"},
			{"abbr", Text, ""},
		},
		Meaning: Meaning{
			"A cell that heads a row or column.",
			"행이나 열의 이름이 되는 칸.",
		},
	},
	{
		Name: "thead", Flags: Block, Content: ScriptSupporting, Children: "tr", Parents: "table",
		Meaning: Meaning{
			"The rows at the head of a table.",
			"표의 머리 행들.",
		},
	},
	{
		Name: "time", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Attributes: []Attribute{
			{"datetime", DateTime, ""},
		},
		Meaning: Meaning{
			"A date or time, in `datetime` for machines.",
			"날짜나 시각. 기계를 위해 `datetime`에 적는다.",
		},
	},
	{
		Name: "title", Flags: EscapableText | Block, Categories: Metadata, Content: TextContent, Parents: "head",
		Meaning: Meaning{
			"The title of the page, in tabs and search results.",
			"탭과 검색 결과에 보이는 페이지 제목.",
		},
	},
	{
		Name: "tr", Flags: Block, Content: ScriptSupporting, Children: "td th", Parents: "table thead tbody tfoot",
		Meaning: Meaning{
			"A row of a table.",
			"표의 한 행.",
		},
	},
	{
		Name: "track", Flags: Void, Parents: "audio video", Required: []string{"src"},
		Attributes: []Attribute{
			{"kind", Enum, "subtitles captions descriptions chapters metadata"},
			{"src", URL, ""},
			{"srclang", Language, ""},
			{"label", Text, ""},
			{"default", Bool, ""},
		},
		Meaning: Meaning{
			"Subtitles or captions of a video.",
			"영상의 자막이나 설명.",
		},
	},
	{
		Name: "u", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text with a note that is not spelled out, such as a misspelling.",
			"틀린 철자처럼 말로 하지 않은 표시가 있는 글.",
		},
	},
	{
		Name: "ul", Flags: Block, Categories: Flow, Content: ScriptSupporting, Children: "li",
		Meaning: Meaning{
			"A list whose order does not matter.",
			"차례가 없는 목록.",
		},
	},
	{
		Name: "var", Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"A variable.",
			"변수.",
		},
	},
	{
		Name: "video", Categories: Flow | Phrasing | Embedded, Content: Transparent, Children: "source track", Without: "audio video",
		Attributes: []Attribute{
			{"src", URL, ""},
			{"crossorigin", Enum, "anonymous use-credentials"},
			{"poster", URL, ""},
			{"preload", Enum, "none metadata auto"},
			{"autoplay", Bool, ""},
			{"playsinline", Bool, ""},
			{"loop", Bool, ""},
			{"muted", Bool, ""},
			{"controls", Bool, ""},
			{"controlslist", Enums, "nodownload nofullscreen noremoteplayback"},
			{"disablepictureinpicture", Bool, ""},
			{"disableremoteplayback", Bool, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
			{"loading", Enum, "lazy eager"},
		},
		Meaning: Meaning{
			"Plays a video.",
			"영상을 보여 준다.",
		},
	},
	{
		Name: "wbr", Flags: Void, Categories: Flow | Phrasing,
		Meaning: Meaning{
			"A place where a long word may break.",
			"긴 낱말이 줄을 바꿔도 되는 자리.",
		},
	},
	{
		Name: "acronym", Flags: Obsolete, Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"An old form of `<abbr>`.",
			"`<abbr>`의 옛 꼴.",
		},
	},
	{
		Name: "applet", Flags: Obsolete, Categories: Flow | Phrasing | Embedded, Content: Transparent, Children: "param",
		Attributes: []Attribute{
			{"code", Text, ""},
			{"codebase", URL, ""},
			{"archive", Text, ""},
			{"width", Integer, ""},
			{"height", Integer, ""},
		},
		Meaning: Meaning{
			"A Java applet, which browsers no longer run.",
			"브라우저가 더는 실행하지 않는 자바 애플릿.",
		},
	},
	{
		Name: "basefont", Flags: Obsolete | Void, Categories: Metadata,
		Attributes: []Attribute{
			{"color", Color, ""},
			{"size", Text, ""},
			{"face", Text, ""},
		},
		Meaning: Meaning{
			"An old way to set the font of a page.",
			"페이지 글꼴을 정하던 옛 방법.",
		},
	},
	{
		Name: "bgsound", Flags: Obsolete | Void, Categories: Metadata,
		Attributes: []Attribute{
			{"src", URL, ""},
			{"loop", Text, ""},
		},
		Meaning: Meaning{
			"An old way to play sound with a page.",
			"페이지에 소리를 깔던 옛 방법.",
		},
	},
	{
		Name: "big", Flags: Obsolete, Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Larger text; CSS does this now.",
			"큰 글. 이제는 CSS로 한다.",
		},
	},
	{
		Name: "center", Flags: Obsolete | Block, Categories: Flow, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Meaning: Meaning{
			"Centred content; CSS does this now.",
			"가운데 맞춘 내용. 이제는 CSS로 한다.",
		},
	},
	{
		Name: "dir", Flags: Obsolete | Block, Categories: Flow, Content: ScriptSupporting, Children: "li",
		Meaning: Meaning{
			"An old form of `<ul>`.",
			"`<ul>`의 옛 꼴.",
		},
	},
	{
		Name: "font", Flags: Obsolete, Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Attributes: []Attribute{
			{"color", Color, ""},
			{"face", Text, ""},
			{"size", Text, ""},
		},
		Meaning: Meaning{
			"Text in another font; CSS does this now.",
			"다른 글꼴의 글. 이제는 CSS로 한다.",
		},
	},
	{
		Name: "frame", Flags: Obsolete | Void, Parents: "frameset",
		Attributes: []Attribute{
			{"src", URL, ""},
			{"name", Text, ""},
			{"noresize", Bool, ""},
			{"scrolling", Enum, "yes no auto"},
			{"frameborder", Text, ""},
			{"marginwidth", Integer, ""},
			{"marginheight", Integer, ""},
			{"longdesc", URL, ""},
		},
		Meaning: Meaning{
			"One page of a frameset.",
			"프레임셋의 한 페이지.",
		},
	},
	{
		Name: "frameset", Flags: Obsolete | Block, Children: "frame frameset noframes", Parents: "html frameset",
		Attributes: []Attribute{
			{"rows", Text, ""},
			{"cols", Text, ""},
		},
		Meaning: Meaning{
			"An old way to show several pages at once.",
			"여러 페이지를 함께 보이던 옛 방법.",
		},
	},
	{
		Name: "keygen", Flags: Obsolete | Void, Categories: Flow | Phrasing | Interactive,
		Attributes: []Attribute{
			{"challenge", Text, ""},
			{"keytype", Text, ""},
			{"name", Text, ""},
			{"disabled", Bool, ""},
			{"form", ID, ""},
		},
		Meaning: Meaning{
			"An old field that made a pair of keys.",
			"열쇠 쌍을 만들던 옛 칸.",
		},
	},
	{
		Name: "listing", Flags: Obsolete | Block | KeepSpace, Categories: Flow, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"An old form of `<pre>`.",
			"`<pre>`의 옛 꼴.",
		},
	},
	{
		Name: "marquee", Flags: Obsolete, Categories: Flow | Phrasing, Content: Flow | TextContent | Phrasing | ScriptSupporting,
		Attributes: []Attribute{
			{"behavior", Enum, "scroll slide alternate"},
			{"direction", Enum, "left right up down"},
			{"loop", Integer, ""},
			{"scrollamount", Integer, ""},
			{"scrolldelay", Integer, ""},
			{"truespeed", Bool, ""},
			{"width", Text, ""},
			{"height", Text, ""},
			{"bgcolor", Color, ""},
			{"hspace", Integer, ""},
			{"vspace", Integer, ""},
		},
		Meaning: Meaning{
			"Text that moves; CSS does this now.",
			"움직이는 글. 이제는 CSS로 한다.",
		},
	},
	{
		Name: "nobr", Flags: Obsolete, Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"Text without line breaks; CSS does this now.",
			"줄을 바꾸지 않는 글. 이제는 CSS로 한다.",
		},
	},
	{
		Name: "noembed", Flags: Obsolete | RawText, Categories: Flow | Phrasing, Content: TextContent,
		Meaning: Meaning{
			"What was shown in place of `<embed>`.",
			"`<embed>` 대신 보이던 것.",
		},
	},
	{
		Name: "noframes", Flags: Obsolete | RawText, Categories: Flow, Content: TextContent,
		Meaning: Meaning{
			"What was shown in place of frames.",
			"프레임 대신 보이던 것.",
		},
	},
	{
		Name: "param", Flags: Obsolete | Void, Parents: "object applet",
		Attributes: []Attribute{
			{"name", Text, ""},
			{"value", Text, ""},
			{"type", MediaType, ""},
			{"valuetype", Text, ""},
		},
		Meaning: Meaning{
			"A setting of an embedded object.",
			"끼워 넣은 객체의 설정.",
		},
	},
	{
		Name: "plaintext", Flags: Obsolete | Block, Categories: Flow, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"An old way to end markup.",
			"마크업을 끝내던 옛 방법.",
		},
	},
	{
		Name: "rb", Flags: Obsolete, Content: Phrasing | TextContent | ScriptSupporting, Parents: "ruby",
		Meaning: Meaning{
			"The base of a ruby; it needs no element now.",
			"루비의 바탕 글. 이제는 요소가 필요 없다.",
		},
	},
	{
		Name: "rtc", Flags: Obsolete, Content: Phrasing | TextContent | ScriptSupporting, Children: "rt rp", Parents: "ruby",
		Meaning: Meaning{
			"A group of ruby readings.",
			"루비 읽는 법의 묶음.",
		},
	},
	{
		Name: "strike", Flags: Obsolete, Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"An old form of `<s>`.",
			"`<s>`의 옛 꼴.",
		},
	},
	{
		Name: "tt", Flags: Obsolete, Categories: Flow | Phrasing, Content: Phrasing | TextContent | ScriptSupporting,
		Meaning: Meaning{
			"An old form of `<code>`.",
			"`<code>`의 옛 꼴.",
		},
	},
	{
		Name: "xmp", Flags: Obsolete | Block | RawText, Categories: Flow, Content: TextContent,
		Meaning: Meaning{
			"An old form of `<pre>` without markup inside.",
			"안에 마크업이 없는 `<pre>`의 옛 꼴.",
		},
	},
}
