// What properties are for that come in families: a sentence for the family, and a word for each member.

package css

import (
	"strings"
	"sync"
)

// word is what takes the place of a `{…}`: in names of properties, and in sentences of both languages.
type word struct {
	name string
	said Meaning
}

// words are the words by the place that they take. Korean sides, corners and axes are followed by what does not change with the
// sound before it; lines and frames end in a consonant, paints in a vowel.
var words = map[string][]word{
	"{side}": {
		{"top", Meaning{"at the top", "위쪽"}},
		{"right", Meaning{"on the right", "오른쪽"}},
		{"bottom", Meaning{"at the bottom", "아래쪽"}},
		{"left", Meaning{"on the left", "왼쪽"}},
		{"block", Meaning{"before the first and after the last line", "첫 줄 앞과 마지막 줄 뒤"}},
		{"block-start", Meaning{"before the first line (at the top in most languages)", "첫 줄 앞(대개 위쪽)"}},
		{"block-end", Meaning{"after the last line (at the bottom in most languages)", "마지막 줄 뒤(대개 아래쪽)"}},
		{"inline", Meaning{"at both ends of the lines", "줄의 양 끝"}},
		{"inline-start", Meaning{"where the lines begin (on the left in most languages)", "줄이 시작하는 쪽(대개 왼쪽)"}},
		{"inline-end", Meaning{"where the lines end (on the right in most languages)", "줄이 끝나는 쪽(대개 오른쪽)"}},
	},
	"{corner}": {
		{"top-left", Meaning{"the top left corner", "왼쪽 위 모서리"}},
		{"top-right", Meaning{"the top right corner", "오른쪽 위 모서리"}},
		{"bottom-right", Meaning{"the bottom right corner", "오른쪽 아래 모서리"}},
		{"bottom-left", Meaning{"the bottom left corner", "왼쪽 아래 모서리"}},
		{"start-start", Meaning{"the corner where the first line begins (top left in most languages)", "첫 줄이 시작하는 모서리(대개 왼쪽 위)"}},
		{"start-end", Meaning{"the corner where the first line ends (top right in most languages)", "첫 줄이 끝나는 모서리(대개 오른쪽 위)"}},
		{"end-end", Meaning{"the corner where the last line ends (bottom right in most languages)", "마지막 줄이 끝나는 모서리(대개 오른쪽 아래)"}},
		{"end-start", Meaning{"the corner where the last line begins (bottom left in most languages)", "마지막 줄이 시작하는 모서리(대개 왼쪽 아래)"}},
	},
	"{axis}": {
		{"x", Meaning{"sideways", "가로 방향"}},
		{"y", Meaning{"up and down", "세로 방향"}},
		{"block", Meaning{"in the direction in which lines follow each other", "줄이 쌓이는 방향"}},
		{"inline", Meaning{"along a line of text", "글줄 방향"}},
	},
	"{size}": {
		{"width", Meaning{"width", "너비"}},
		{"height", Meaning{"height", "높이"}},
		{"block-size", Meaning{"size in the direction of lines", "줄이 쌓이는 방향의 크기"}},
		{"inline-size", Meaning{"size along a line", "글줄 방향의 크기"}},
	},
	"{way}": {
		{"up", Meaning{"up", "위로"}},
		{"right", Meaning{"to the right", "오른쪽으로"}},
		{"down", Meaning{"down", "아래로"}},
		{"left", Meaning{"to the left", "왼쪽으로"}},
	},
	"{lines}": {
		{"column-rule", Meaning{"the lines between columns", "열 사이의 선"}},
		{"row-rule", Meaning{"the lines between rows", "행 사이의 선"}},
		{"rule", Meaning{"the lines between columns and rows", "열과 행 사이의 선"}},
	},
	"{paint}": {
		{"fill", Meaning{"fills a shape or letters", "도형이나 글자를 채우는"}},
		{"stroke", Meaning{"draws the line of a shape or letters", "도형이나 글자의 선을 그리는"}},
	},
	"{frame}": {
		{"border-image", Meaning{"image of the border", "테두리 그림"}},
		{"mask-border", Meaning{"mask along the border", "테두리 마스크 그림"}},
	},
}

// patterns are the families. Each has one `{…}`.
var patterns = []word{
	{"background-position-{axis}", Meaning{"Where the background image lies, {axis}.", "배경 그림이 놓이는 {axis}의 자리."}},
	{"background-repeat-{axis}", Meaning{"Whether the background image repeats {axis}.", "배경 그림을 {axis}에서 되풀이할지."}},
	{"border-{side}", Meaning{"The line around the box, {side}: width, style, colour.", "{side}의 테두리: 굵기, 모양, 색."}},
	{"border-{side}-clip", Meaning{"Which parts of the border {side} are drawn.", "{side}의 테두리에서 그릴 부분."}},
	{"border-{side}-color", Meaning{"The colour of the border {side}.", "{side}의 테두리 색."}},
	{"border-{side}-radius", Meaning{"How round the two corners {side} are.", "{side}에 있는 두 모서리의 둥글기."}},
	{"border-{side}-style", Meaning{"Whether the border {side} is solid, dashed, dotted …", "{side}의 테두리가 실선인지 점선인지 등."}},
	{"border-{side}-width", Meaning{"How thick the border {side} is.", "{side}의 테두리 굵기."}},
	{"border-{corner}-radius", Meaning{"How round {corner} is.", "{corner}의 둥글기."}},
	{"corner-{corner}", Meaning{"Radius and shape of {corner}.", "{corner}의 둥글기와 모양."}},
	{"corner-{corner}-shape", Meaning{"The shape of {corner}: round, scooped, cut …", "{corner}의 모양: 둥글게, 파서, 잘라서 등."}},
	{"corner-{side}", Meaning{"Radius and shape of the two corners {side}.", "{side}에 있는 두 모서리의 둥글기와 모양."}},
	{"corner-{side}-shape", Meaning{"The shape of the two corners {side}: round, scooped, cut …", "{side}에 있는 두 모서리의 모양: 둥글게, 파서, 잘라서 등."}},
	{"{frame}-outset", Meaning{"How far the {frame} reaches beyond the box.", "{frame}이 상자 밖으로 뻗는 거리."}},
	{"{frame}-repeat", Meaning{"Whether the sides of the {frame} are stretched or repeated.", "{frame}의 변을 늘일지 되풀이할지."}},
	{"{frame}-slice", Meaning{"Where the {frame} is cut into corners and sides.", "{frame}을 모서리와 변으로 자르는 자리."}},
	{"{frame}-source", Meaning{"Which picture is the {frame}.", "{frame}으로 쓸 그림."}},
	{"{frame}-width", Meaning{"How thick the {frame} is drawn.", "{frame}을 그리는 굵기."}},
	{"contain-intrinsic-{size}", Meaning{"The {size} that the box counts as having while its content is left out.", "내용을 빼고 잴 때 상자가 가졌다고 치는 {size}."}},
	{"{paint}-break", Meaning{"Whether what {paint} goes on from one piece of a broken box to the next.", "상자가 나뉠 때 {paint} 것이 조각 사이에서 이어질지."}},
	{"{paint}-color", Meaning{"The colour that {paint}.", "{paint} 색."}},
	{"{paint}-image", Meaning{"The image or gradient that {paint}.", "{paint} 그림이나 그라데이션."}},
	{"{paint}-opacity", Meaning{"How opaque what {paint} is.", "{paint} 것의 불투명도."}},
	{"{paint}-origin", Meaning{"Which box the image that {paint} is placed by.", "{paint} 그림의 위치를 재는 기준 상자."}},
	{"{paint}-position", Meaning{"Where the image that {paint} lies.", "{paint} 그림이 놓이는 자리."}},
	{"{paint}-repeat", Meaning{"Whether the image that {paint} repeats.", "{paint} 그림을 되풀이할지."}},
	{"{paint}-size", Meaning{"How large the image that {paint} is.", "{paint} 그림의 크기."}},
	{"inset-{side}", Meaning{"How far the box is from the edge of what it is placed in, {side}.", "놓인 곳의 가장자리에서 떨어진 거리. {side}."}},
	{"margin-{side}", Meaning{"The space outside the box {side}.", "상자 바깥의 여백. {side}."}},
	{"nav-{way}", Meaning{"Where the focus goes when the reader moves {way}.", "{way} 움직일 때 초점이 갈 곳."}},
	{"overflow-{axis}", Meaning{"What happens to content that is larger than the box {axis}.", "{axis}에서 상자보다 큰 내용을 다루는 방식."}},
	{"overflow-clip-margin-{side}", Meaning{"How far content may show beyond the box {side} before it is cut off.", "잘리기 전에 내용이 상자 밖에서 보일 수 있는 거리. {side}."}},
	{"overscroll-behavior-{axis}", Meaning{"What scrolling past the end does to what is outside, {axis}.", "{axis}에서 끝까지 스크롤했을 때 바깥에 미치는 일."}},
	{"padding-{side}", Meaning{"The space between border and content {side}.", "테두리와 내용 사이의 여백. {side}."}},
	{"{lines}", Meaning{"What {lines} look like: width, style, colour.", "{lines}: 굵기, 모양, 색."}},
	{"{lines}-break", Meaning{"Whether {lines} are broken where others cross them.", "{lines}을 다른 선과 만나는 곳에서 끊을지."}},
	{"{lines}-color", Meaning{"The colour of {lines}.", "{lines}의 색."}},
	{"{lines}-inset", Meaning{"How far {lines} are drawn in at both ends.", "{lines}을 양 끝에서 안으로 들이는 거리."}},
	{"{lines}-inset-start", Meaning{"How far {lines} are drawn in where they start.", "{lines}을 시작하는 끝에서 안으로 들이는 거리."}},
	{"{lines}-inset-end", Meaning{"How far {lines} are drawn in where they end.", "{lines}을 마지막 끝에서 안으로 들이는 거리."}},
	{"{lines}-inset-cap", Meaning{"How far {lines} are drawn in at the edges of the box.", "{lines}을 상자 가장자리에서 안으로 들이는 거리."}},
	{"{lines}-inset-cap-start", Meaning{"How far {lines} are drawn in at the edge where they start.", "{lines}을 시작하는 가장자리에서 안으로 들이는 거리."}},
	{"{lines}-inset-cap-end", Meaning{"How far {lines} are drawn in at the edge where they end.", "{lines}을 마지막 가장자리에서 안으로 들이는 거리."}},
	{"{lines}-inset-junction", Meaning{"How far {lines} are drawn in where others cross them.", "{lines}을 다른 선과 만나는 곳에서 안으로 들이는 거리."}},
	{"{lines}-inset-junction-start", Meaning{"How far {lines} are drawn in behind a crossing.", "{lines}을 다른 선과 만난 뒤에서 안으로 들이는 거리."}},
	{"{lines}-inset-junction-end", Meaning{"How far {lines} are drawn in before a crossing.", "{lines}을 다른 선과 만나기 전에 안으로 들이는 거리."}},
	{"{lines}-style", Meaning{"Whether {lines} are solid, dashed, dotted …", "{lines}이 실선인지 점선인지 등."}},
	{"{lines}-visibility-items", Meaning{"Between which items {lines} are drawn.", "어느 항목 사이에 {lines}을 그릴지."}},
	{"{lines}-width", Meaning{"How thick {lines} are.", "{lines}의 굵기."}},
	{"scroll-margin-{side}", Meaning{"How much room is left {side} when the element is scrolled to.", "요소로 스크롤할 때 남기는 여백. {side}."}},
	{"scroll-padding-{side}", Meaning{"The room {side} of a scrolling box that what is scrolled to keeps free.", "스크롤해 온 요소가 스크롤 상자 안에서 비워 두는 여백. {side}."}},
}

// families are the meanings of the members of all families, by name.
var families = sync.OnceValue(func() map[string]Meaning {
	out := map[string]Meaning{}
	for _, p := range patterns {
		place := p.name[strings.IndexByte(p.name, '{') : strings.IndexByte(p.name, '}')+1]
		for _, w := range words[place] {
			out[strings.Replace(p.name, place, w.name, 1)] = Meaning{
				English: strings.Replace(p.said.English, place, w.said.English, 1),
				Korean:  strings.Replace(p.said.Korean, place, w.said.Korean, 1),
			}
		}
	}
	return out
})
