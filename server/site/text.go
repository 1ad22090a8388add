// The texts that visitors read on built-in pages, in the languages the site's own pages need not provide.

package site

import "net/http"

// pageText is what an error page says in one language.
type pageText struct {
	Title, Message   string
	Home, ID, Broken string
}

// statusText is the title and message of one status.
type statusText struct{ title, message string }

// texts holds every language by its tag; each has an entry for every status that this server answers with by itself, and 0
// for any other.
var texts = map[string]struct {
	home, id, broken string
	status           map[int]statusText
}{
	"en": {"Go to the front page", "If you report this, mention", "The sources have errors",
		map[int]statusText{
			http.StatusBadRequest:            {"That request makes no sense", "What your browser sent could not be understood."},
			http.StatusForbidden:             {"That was refused", "The form did not come from this site, or its time is up. Go back, load the page again and repeat it."},
			http.StatusNotFound:              {"Nothing is here", "The address may be mistyped, or the page may have moved."},
			http.StatusMethodNotAllowed:      {"That cannot be done here", "This page can be read, not sent to."},
			http.StatusRequestTimeout:        {"That took too long", "The connection was too slow. Please try again."},
			http.StatusRequestEntityTooLarge: {"That is too much", "What you sent is larger than this site takes."},
			http.StatusUnsupportedMediaType:  {"That is not understood here", "What you sent is not in a form this site can read."},
			http.StatusInternalServerError:   {"Something broke", "This page failed. It is not your fault, and it has been noted."},
			http.StatusServiceUnavailable:    {"One moment, please", "The site is starting or being changed. Try again shortly."},
			0:                                {"That did not work", "The request could not be answered."},
		}},
	"ko": {"첫 화면으로", "문의하실 때 이 번호를 알려 주세요", "소스에 오류가 있습니다",
		map[int]statusText{
			http.StatusBadRequest:            {"알 수 없는 요청입니다", "브라우저가 보낸 내용을 이해할 수 없습니다."},
			http.StatusForbidden:             {"요청이 거절되었습니다", "이 사이트에서 보낸 양식이 아니거나 시간이 지났습니다. 돌아가서 페이지를 새로 연 뒤 다시 보내 주세요."},
			http.StatusNotFound:              {"페이지를 찾을 수 없습니다", "주소가 잘못되었거나 페이지가 옮겨졌을 수 있습니다."},
			http.StatusMethodNotAllowed:      {"여기서는 할 수 없는 일입니다", "이 페이지는 읽을 수만 있습니다."},
			http.StatusRequestTimeout:        {"시간이 너무 오래 걸렸습니다", "연결이 느립니다. 다시 시도해 주세요."},
			http.StatusRequestEntityTooLarge: {"내용이 너무 큽니다", "이 사이트가 받을 수 있는 크기를 넘었습니다."},
			http.StatusUnsupportedMediaType:  {"이해할 수 없는 형식입니다", "이 사이트가 읽을 수 없는 형식입니다."},
			http.StatusInternalServerError:   {"문제가 생겼습니다", "페이지를 만들지 못했습니다. 사용자 잘못이 아니며, 기록해 두었습니다."},
			http.StatusServiceUnavailable:    {"잠시만 기다려 주세요", "사이트를 시작하거나 바꾸고 있습니다. 곧 다시 시도해 주세요."},
			0:                                {"요청을 처리하지 못했습니다", "요청에 답할 수 없습니다."},
		}},
}

// textFor returns the texts of a status in a language.
func textFor(lang string, status int) pageText {
	t := texts[lang]
	s, ok := t.status[status]
	if !ok {
		s = t.status[0]
	}
	return pageText{s.title, s.message, t.home, t.id, t.broken}
}

// chooseLanguage picks the language of built-in pages: the site's own, else the visitor's, else English.
func chooseLanguage(own, acceptLanguage string) string {
	if _, ok := texts[baseLanguage(own)]; ok {
		return baseLanguage(own)
	}
	best, weight := "en", acceptLanguageWeight(acceptLanguage, "en")
	if q := acceptLanguageWeight(acceptLanguage, "ko"); q > weight {
		best = "ko"
	}
	return best
}
