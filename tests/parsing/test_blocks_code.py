"""Code with its language and without the numbers of its lines; formulas."""

import pytest

from gazette_cli.blocks import Block, Paragraph, Preformatted, Span
from gazette_cli.parsing.blocks import html_to_blocks

CODE = "x = 1\n\n\tprint(x)"


def one(html: str) -> Block:
    (block,) = html_to_blocks(html)
    return block


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<pre class="language-python"><code>{}</code></pre>', "python"),
        ('<pre><code class="lang-py">{}</code></pre>', "py"),
        ('<pre><code class="hljs rust">{}</code></pre>', "rust"),
        ('<pre class="brush: php; gutter: true">{}</pre>', "php"),
        ('<pre lang="ruby">{}</pre>', "ruby"),
        ('<pre lang="fr">{}</pre>', None),
        ('<pre class="sourceCode haskell">{}</pre>', "haskell"),
        ('<pre data-lang="go">{}</pre>', "go"),
        ('<pre><code data-language="c++">{}</code></pre>', "c++"),
        ('<div class="highlight highlight-source-shell"><pre>{}</pre></div>', "shell"),
        ('<div class="highlight-text-html-basic"><pre>{}</pre></div>', "html"),
        (
            '<div class="highlight-python3 notranslate"><div class="highlight"><pre>{}</pre></div></div>',
            "python3",
        ),
        (
            '<div class="language-js highlighter-rouge"><pre class="highlight"><code>{}</code></pre></div>',
            "js",
        ),
        ('<figure class="highlight sql"><pre>{}</pre></figure>', "sql"),
        ('<figure class="wide"><pre>{}</pre></figure>', None),
        ('<pre class="language-none">{}</pre>', None),
        ("<pre>{}</pre>", None),
    ],
)
def test_the_language_of_code(html: str, language: str | None) -> None:
    assert one(html.format(CODE)) == Preformatted(CODE, language)
    assert html_to_blocks(html.format("a") + "<pre>b</pre>")[-1] == Preformatted("b")


@pytest.mark.parametrize(
    "html",
    [
        # Pygments, Rouge
        "<table class=highlighttable><tr><td class=linenos><div><pre>1\n2\n3</pre></div></td>"
        "<td class=code><div class=highlight><pre>{}</pre></div></td></tr></table>",
        "<pre><code><table class=rouge-table><tbody><tr><td class='rouge-gutter gl'><pre class=lineno>1\n2\n3\n</pre>"
        "</td><td class=rouge-code><pre>{}</pre></td></tr></tbody></table></code></pre>",
        # Hexo
        "<figure class=highlight><table><tr><td class=gutter><pre><span class=line>1</span><br>2<br>3</pre></td>"
        "<td class=code><pre>{}</pre></td></tr></table></figure>",
        # a row a line
        "<table><tr><td data-line-number=1 class=blob-num>1</td><td class=blob-code>x = 1</td></tr><tr><td>2</td>"
        "<td class=blob-code></td></tr><tr><td>3</td><td class=blob-code>\tprint(x)</td></tr></table>",
        # within the code
        "<pre><span class=lineno>1</span>x = 1\n<span class=lineno>2 </span>\n<span class=lineno>3</span>"
        "\tprint(x)</pre>",
        "<pre><div><span class=ln>1</span>x = 1</div><div></div><br><div><span class=ln>3</span>\tprint(x)</div></pre>",
    ],
    ids=["pygments", "rouge", "hexo", "rows", "spans", "lines"],
)
def test_the_numbers_of_lines_are_no_code(html: str) -> None:
    assert one(html.format(CODE)) == Preformatted(CODE)


def test_numbers_that_are_code_stay() -> None:
    assert one("<pre>1\n2</pre>") == Preformatted("1\n2")
    assert one("<pre><span class=ln>one</span> 1</pre>") == Preformatted("one 1")
    assert html_to_blocks("<table><tr><td>1<td>2</table>") == (
        Paragraph((Span("1"),)),
        Paragraph((Span("2"),)),
    )
    assert len(html_to_blocks("<table><tr><td><pre>4\n7</pre><td><pre>a\nb</pre></table>")) == 2


def test_lines_of_code() -> None:
    assert one("<pre>\n\n  a<br>b<br/><div>c</div><div>d</div>e\n\n</pre>") == Preformatted(
        "\n  a\nb\nc\nd\ne"
    )
    assert one("<pre><q>a</q> <img alt='b' class=emoji> &lt;i&gt;</pre>") == Preformatted("a b <i>")


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<mi>a</mi><mo>≠</mo><mn>0</mn>", "a ≠ 0"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>y</mi><mi>k</mi></msub>", "x² + y_k"),
        ("<mfrac><mrow><mo>-</mo><mi>b</mi></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>", "(-b)/(2a)"),
        ("<msqrt><mi>x</mi></msqrt><mroot><mi>y</mi><mn>3</mn></mroot>", "√x√y3"),
        ("<munderover><mo>∑</mo><mn>0</mn><mi>n</mi></munderover><mi>k</mi>", "∑₀ⁿk"),
        ("<mover><mi>x</mi><mo>→</mo></mover>", "x→"),
        ("<mi>f</mi><mo>\u2061</mo><mo>(</mo><mi>x</mi><mo>)</mo>", "f(x)"),
        (
            "<semantics><mi>x</mi><annotation encoding='application/x-tex'>\\hat x</annotation></semantics>",
            "x",
        ),
        (
            "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd></mtr></mtable>",
            "a b; c",
        ),
    ],
)
def test_formulas_are_read_once(mathml: str, text: str) -> None:
    html = (
        f'<p>if <span class=katex><math>{mathml}</math><span class="katex-html">twice</span></span>, so</p>'
    )
    assert one(html) == Paragraph((Span(f"if {text}, so"),))


def test_a_formula_that_is_hidden_behind_its_picture_is_read_and_the_picture_is_not() -> None:
    formula = "<math><mi>a</mi><mo>=</mo><mn>1</mn><mtext>&nbsp;if&nbsp;</mtext><mi>b</mi></math>"
    html = (
        f'<p>so <span class="mwe-math-mathml-inline mwe-math-mathml-a11y" style="display: none">{formula}</span>'
        r'<img class="mwe-math-fallback-image-inline" alt="{\displaystyle a=1}" src=a.svg>, then '
        r'<img class="mwe-math-fallback-image-inline" alt="{\displaystyle c}" src=c.svg></p>'
    )
    assert html_to_blocks(html) == (Paragraph((Span("so a = 1 if b, then c"),)),)


def test_a_formula_on_a_line_of_its_own() -> None:
    assert html_to_blocks("<p>so<math display=block><mi>x</mi></math>then</p>") == (
        Paragraph((Span("so"),)),
        Paragraph((Span("x"),)),
        Paragraph((Span("then"),)),
    )
    assert one(
        r'<p><img class="mwe-math-fallback-image-inline" alt="{\displaystyle x_{1}}" src=a.svg></p>'
    ) == Paragraph((Span("x_{1}"),))
