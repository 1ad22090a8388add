// The site that host.cjs asks about: its files, by their paths.

export default {
	"site/site.code": 'export let site: Site = { name: "Shop", url: "https://shop.example", mode: "dynamic" }\n',
	"site/static/logo.png": "x",
	"site/models.code": "export model Post { title: string, body: string }\n",
	"site/lib/tools.code": `/// The area of a rectangle.
export fn area(width: number, height: number = 1) -> number => width * height

export type Shape = { side: number }

export fn shape() -> Shape => { side: area(2, 3) }
`,
	"site/lib/tidy.code": `let one = "1"

print(!one is number)
`,
	"site/components/list.code": `export fn List(items: [string]) => <ul>
	@for item in items {
		<li>{item}</li>
	}
</ul>
`,
	"site/components/typing.code": `import { Post } from "../models"

export fn posts() => db.all(sql"select  from Post")
export fn Typing() => <p>{are}</p>
export fn first() -> Post? => db.get(Post, 1)
`,
	"site/pages/layout.code": "layout(content: html) => <html><body>{content}</body></html>\n",
	"site/pages/about.code": "page => <p>About</p>\n",
	"site/pages/wrong.code": "page => <p>{nobody}</p>\n",
	"site/pages/index.code": `import { area, shape } from "../lib/tools"
import { sqrt } from "std/math"

action go { return redirect("/about") }

page {
	let one = shape()
	let sum = area(1, one.side)
	return <main>
		<style scoped>
			.box { color: #08f }
		</style>
		<h1 class="box">{sum}</h1>
		<a href="/about">About</a>
		<form action={go}><img src="/assets/logo.png" alt="{sqrt(4)}" /></form>
	</main>
}
`,
	".vscode/tasks.json": '{ "version": "2.0.0", "tasks": [{ "label": "shop", "type": "coder", "command": "serve", "args": ["--dev", "--listen", "127.0.0.1:0", "shop"] }] }\n',
	"shop/site.code": 'export let site: Site = { name: "Prices", url: "https://prices.example", mode: "dynamic" }\n',
	"shop/lib.code": "let prices = [1]\n\nexport let best = prices[3]\n",
	"shop/pages/index.code": `import { best } from "../lib"

page => <p>{best}</p>
`,
	"shop/content/one.md": "---\ntitle: One\n---\nSee [us](/about).\n",
	"shop/menu.json": '{ "label": "Menu" }\n',
	"shop/pages/about.code": `import posts from "../content/*.md"
import menu from "../menu.json"

page => <p>{posts.map(fn(p) => p.title)}{menu.label}</p>
`,
	"sums.code": "let  a=1\nlet  b=2\nfn f( ) {\n  if  a>1 {\n    print( b )\n  }\n}\nf()\n",
};
