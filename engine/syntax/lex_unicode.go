package syntax

import (
	"unicode"
	"unicode/utf8"
)

// The identifiers of Unicode Standard Annex #31: XID_Start and XID_Continue, made from the general categories and the exceptions
// that the annex lists, which the standard library has as properties or not at all.

// notXIDStart are characters of ID_Start whose NFKC forms do not start with one.
var notXIDStart = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x037A, Hi: 0x037A, Stride: 1}, {Lo: 0x0E33, Hi: 0x0E33, Stride: 1}, {Lo: 0x0EB3, Hi: 0x0EB3, Stride: 1},
		{Lo: 0xFC5E, Hi: 0xFC63, Stride: 1}, {Lo: 0xFDFA, Hi: 0xFDFB, Stride: 1}, {Lo: 0xFE70, Hi: 0xFE70, Stride: 1},
		{Lo: 0xFE72, Hi: 0xFE72, Stride: 1}, {Lo: 0xFE74, Hi: 0xFE74, Stride: 1}, {Lo: 0xFE76, Hi: 0xFE76, Stride: 1},
		{Lo: 0xFE78, Hi: 0xFE78, Stride: 1}, {Lo: 0xFE7A, Hi: 0xFE7A, Stride: 1}, {Lo: 0xFE7C, Hi: 0xFE7C, Stride: 1},
		{Lo: 0xFE7E, Hi: 0xFE7E, Stride: 1}, {Lo: 0xFF9E, Hi: 0xFF9F, Stride: 1},
	},
}

// notXIDContinue are characters of ID_Continue whose NFKC forms are not all of it.
var notXIDContinue = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x037A, Hi: 0x037A, Stride: 1}, {Lo: 0xFC5E, Hi: 0xFC63, Stride: 1}, {Lo: 0xFDFA, Hi: 0xFDFB, Stride: 1},
		{Lo: 0xFE70, Hi: 0xFE70, Stride: 1}, {Lo: 0xFE72, Hi: 0xFE72, Stride: 1}, {Lo: 0xFE74, Hi: 0xFE74, Stride: 1},
		{Lo: 0xFE76, Hi: 0xFE76, Stride: 1}, {Lo: 0xFE78, Hi: 0xFE78, Stride: 1}, {Lo: 0xFE7A, Hi: 0xFE7A, Stride: 1},
		{Lo: 0xFE7C, Hi: 0xFE7C, Stride: 1}, {Lo: 0xFE7E, Hi: 0xFE7E, Stride: 1},
	},
}

func isXIDStart(r rune) bool {
	if r < utf8.RuneSelf {
		return nameSet[byte(r)] && !isDigit(byte(r)) && r != '_'
	}
	return isIDStart(r) && !unicode.Is(notXIDStart, r)
}

func isXIDContinue(r rune) bool {
	if r < utf8.RuneSelf {
		return nameSet[byte(r)]
	}
	return (isIDStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)) &&
		!unicode.Is(notXIDContinue, r)
}

func isIDStart(r rune) bool {
	return (unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}
