"""A profile is read alike however it is laid out, and any text is read or refused."""

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgi_graph.errors import MgiGraphError
from mgi_graph.model import DomainSlug, Language, Status, YearMonth, normalise_space
from mgi_graph.parsing import LineRole, ParsedProfile, SourceText, parse_profile

# What a profile says, in four languages. Some statements hold what a parser may trip
# over where the text is wrapped: words of headings and markers, months, dashes, numbers.

HEADINGS = {
    Language.EN: [
        ["Migrants’ rights", "Migrants' Rights:", "Migrant's Rights"],
        ["Whole-of-government approach", "Whole of government approach"],
        ["Partnerships", "Engagement with partners to address migration and related issues"],
        ["Well-being of migrants", "Socio-economic well-being of migrants and society"],
        ["Mobility dimension of crises", "Mobility dimensions of crisis"],
        ["Safe, orderly and regular migration", "Safe and orderly migration"],
    ],
    Language.ES: [
        ["Derechos de las personas migrantes", "Derechos de los migrantes"],
        [
            "Enfoque de gobierno integral",
            "Formulación de políticas y enfoques de gobierno integrados",
        ],
        ["Alianzas", "Asociaciones"],
        ["Bienestar socioeconómico de las personas migrantes y la sociedad"],
        ["Movilidad en situaciones de crisis"],
        ["Migración segura, ordenada y regular", "Migración segura, ordenada y digna"],
    ],
    Language.FR: [
        [
            "Droits des migrants",
            "Adhésion aux normes internationales et garantie des droits des migrants",
        ],
        [
            "Approche associant l’ensemble du gouvernement",
            "Approche associant l'ensamble du gouvernement",
        ],
        ["Partenariats", "Une bonne gouvernance des migrations repose sur de solides partenariats"],
        [
            "Bien-être des migrants",
            "Amélioration du bien-être socioéconomique des migrants et de la société",
        ],
        [
            "Aspects d’une crises relatifs à la mobilité",
            "Aspects d'une crise relatifs à la mobilité",
        ],
        ["Migrations sûres, ordonnées et régulières", "Migration sûre, ordonnée et régulière"],
    ],
    Language.PT: [
        ["Direitos dos migrantes"],
        ["Abordagem integrada de governo"],
        ["Parcerias"],
        ["Bem-estar dos migrantes"],
        ["Dimensão da mobilidade em situações de crise"],
        ["Migração segura, ordenada e regular"],
    ],
}

MARKERS = {
    Language.EN: [
        [
            "Migration governance: Examples of well-developed areas",
            "Examples of well developed areas:",
        ],
        [
            "Areas with potential for further development:",
            "Areas with potential for further development\u00a0",
        ],
    ],
    Language.ES: [
        ["Gobernanza de la migración: Ejemplos de áreas bien desarrolladas:"],
        [
            "Áreas con potencial para un desarrollo adicional:",
            "áreas con potencial de desarrollo adicional",
        ],
    ],
    Language.FR: [
        ["Gouvernance de la migration : exemples d'aspects bien développés"],
        ["Aspects qui pourraient être renforcés"],
    ],
    Language.PT: [["Áreas bem desenvolvidas"], ["Áreas com potencial de desenvolvimento:"]],
}

INTRODUCTIONS = {
    Language.EN: "This profile speaks of the governance of migration and of partnerships.",
    Language.ES: "Este perfil describe la gobernanza de la migración y las alianzas.",
    Language.FR: "Ce profil décrit la gouvernance des migrations et les partenariats.",
    Language.PT: "Este perfil descreve a governança da migração e as parcerias.",
}

TITLES = {
    Language.EN: ["Migration Governance Profile: City of Nakuru (Kenya)"],
    Language.ES: ["Perfil de Gobernanza de la Migración: Ciudad de Nakuru (Kenia)"],
    Language.FR: ["Profil de gouvernance des migrations : Ville de Nakuru (Kenya)"],
    Language.PT: ["Perfil de Governança Migratória: Cidade de Nakuru (Quênia)"],
}

DATES = ["2023 Octobre", "October 2023", "octubre de 2023", "outubro de 2023", "2023-10", "10/2023"]

STATEMENTS = {
    Language.EN: [
        "The Mayor's Office guarantees access to health care and respects migrants' rights.",
        "The city trains the officials who work in the centres in matters of partnerships.",
        "The 123 Social Line - Migrant Module gives support (2020), in line with the Plan.",
        "The number of registered workers has grown by 12. In 2021 it was the highest since 1995.",
        "The development of such programs is an area with potential for further development.",
        "The reception post at the bus station has been open to all since November 2019.",
        'The circular says that "the right to education must be guaranteed" and it is published',
        "COMPREMI, created in 2023, is the body that coordinates the policies of the city\u00a0.",
    ],
    Language.ES: [
        "La Municipalidad capacita al personal en los derechos de las personas migrantes.",
        "Se creó en 2021 la Oficina de Inclusión – Unidad Móvil para las zonas rurales.",
        "El Plan Comunal (2023) establece acciones para la movilidad en situaciones de crisis.",
        "Establecer un mecanismo formal de coordinación con la sociedad civil y las alianzas.",
        "La oficina atiende al público desde septiembre de 2022",
        "Recopilar y publicar los datos de las personas, desagregados por sexo y por edad.",
        "El municipio abrió 3. En total hay 14 centros para la atención de las familias.",
    ],
    Language.FR: [
        "La Ville garantit aux enfants l’accès à l’école et respecte les droits des migrants.",
        "Le conseil a adopté en 2019 une stratégie pour l'accueil et pour les partenariats.",
        "Il n’existe pas de mécanisme pour consulter les associations dans les quartiers",
        "Les agents sont formés depuis octobre 2021 à la lutte contre la traite des personnes.",
        "Le plan de secours (2018) ne mentionne pas les besoins des personnes déplacées.",
        "La mairie a signé 4 accords, dont « Villes unies » : ils sont en vigueur dans la région.",
    ],
    Language.PT: [
        "O Município capacita os servidores sobre os direitos dos migrantes.",
        "A Prefeitura criou em 2020 um comitê para a coordenação das políticas e das parcerias.",
        "Não existe um plano de emergência que inclua as pessoas deslocadas",
        "O centro atende o público desde novembro de 2019.",
        "A cidade oferece cursos de português – nível básico – para as mulheres e as famílias.",
        "As escolas recebem as crianças sem documentos, o que consta da norma municipal (2021).",
    ],
}

BULLETS: dict[str, Callable[[int], str]] = {
    "•": lambda _: "•",
    "●": lambda _: "●",
    "▪": lambda _: "▪",
    "‣": lambda _: "‣",
    "-": lambda _: "-",
    "–": lambda _: "–",
    "—": lambda _: "—",
    "*": lambda _: "*",
    "1.": lambda n: f"{n}.",
    "1)": lambda n: f"{n})",
    "(1)": lambda n: f"({n})",
}

List = tuple[Status, tuple[str, ...]]


@dataclass(frozen=True)
class Content:
    """Hold what a profile says."""

    language: Language
    blocks: tuple[tuple[DomainSlug, tuple[List, ...]], ...]

    def statements(self) -> set[tuple[DomainSlug, Status, int, str]]:
        """Return what a parser should find."""
        return {
            (domain, status, position, normalise_space(text))
            for domain, lists in self.blocks
            for status, texts in lists
            for position, text in enumerate(texts, start=1)
        }


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Choose the language, some domains in any order and their lists."""
    language = draw(st.sampled_from(list(Language)))
    texts = st.lists(st.sampled_from(STATEMENTS[language]), min_size=1, max_size=4).map(tuple)
    blocks = []
    for domain in draw(st.lists(st.sampled_from(list(DomainSlug)), min_size=1, unique=True)):
        statuses = draw(st.lists(st.sampled_from(list(Status)), min_size=1, unique=True))
        blocks.append((domain, tuple((status, draw(texts)) for status in statuses)))
    return Content(language, tuple(blocks))


@dataclass
class Page:
    """Write a profile line by line and note what each line is."""

    draw: st.DrawFn
    content: Content
    lines: list[tuple[str, LineRole | None]] = field(default_factory=list)

    def write(self) -> str:
        """Return the text in one of its many layouts."""
        chosen = self.draw
        self.width = chosen(st.sampled_from([0, 30, 47, 72, 100]))
        self.bullet = chosen(st.sampled_from(sorted(BULLETS)))
        self.indent = chosen(st.sampled_from(["", "  ", "\t", "\u00a0 "]))
        self.gap = chosen(st.sampled_from([0, 1, 2]))
        self.constant = chosen(st.booleans())
        self.capitals = chosen(st.booleans())
        self.doubled = chosen(st.booleans())
        title_first = chosen(st.booleans())
        self.chrome()
        if title_first:
            self.title()
        if chosen(st.booleans()):
            self.introduction()
        for domain, lists in self.content.blocks:
            self.block(domain, lists)
        if not title_first:
            self.blank(1)
            self.title()
        newline = chosen(st.sampled_from(["\n", "\r\n", "\r"]))
        start = chosen(st.sampled_from(["", "\ufeff"]))
        end = chosen(st.sampled_from(["", newline, newline * 3]))
        return start + newline.join(text for text, _ in self.lines) + end

    def put(self, text: str, role: LineRole) -> None:
        """Write one line that is not blank."""
        self.lines.append((text, role))

    def blank(self, count: int) -> None:
        """Write blank lines."""
        for _ in range(count):
            self.lines.append((self.draw(st.sampled_from(["", "  ", "\u00a0"])), None))

    def wrapped(self, text: str, role: LineRole, first: str = "", later: str = "") -> None:
        """Write a text over as many lines as the width asks for."""
        if not self.width:
            self.put(first + text, role)
            return
        folded = textwrap.wrap(
            text, self.width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
        )
        for number, piece in enumerate(folded):
            self.put((later if number else first) + piece, role)

    def chrome(self) -> None:
        """Write what a portal prints above the blocks, or nothing, or twice."""
        lines = self.draw(
            st.sampled_from([(), _FRENCH_CHROME, _ENGLISH_CHROME, _FRENCH_CHROME * 2])
        )
        for line in lines:
            self.put(line, LineRole.CHROME)
            self.blank(self.gap)

    def title(self) -> None:
        """Write the title and the date in either order."""
        parts = [
            self.draw(st.sampled_from(TITLES[self.content.language])),
            self.draw(st.sampled_from(DATES)),
        ]
        for part in self.draw(st.permutations(parts)):
            self.put(part, LineRole.STRUCTURE)
            self.blank(self.gap)

    def opener(self) -> None:
        """Write the beginning of a block."""
        if self.constant:
            self.put("1", LineRole.STRUCTURE)
        self.put(self.draw(st.sampled_from(["Key findings", "Key Findings:"])), LineRole.STRUCTURE)

    def introduction(self) -> None:
        """Write the introduction with an instruction under it."""
        self.opener()
        self.put("INTRODUCTION", LineRole.STRUCTURE)
        self.blank(1)
        self.wrapped(INTRODUCTIONS[self.content.language], LineRole.INTRODUCTION)
        self.blank(1)
        self.put("Click on the icons in the wheel to explore the key findings.", LineRole.CHROME)
        self.blank(self.gap)

    def block(self, domain: DomainSlug, lists: Sequence[List]) -> None:
        """Write the block of a domain."""
        self.opener()
        variants = HEADINGS[self.content.language][list(DomainSlug).index(domain)]
        heading = self.draw(st.sampled_from(variants))
        heading = heading.upper() if self.capitals else heading
        for _ in range(2 if self.doubled and not self.width else 1):
            self.put(heading, LineRole.STRUCTURE)
        for status, texts in lists:
            self.blank(self.gap)
            marker = self.draw(
                st.sampled_from(MARKERS[self.content.language][list(Status).index(status)])
            )
            self.put(marker, LineRole.STRUCTURE)
            self.blank(self.gap)
            for number, text in enumerate(texts, start=1):
                self.finding(number, text)

    def finding(self, number: int, text: str) -> None:
        """Write one finding; a page may break after it."""
        mark = BULLETS[self.bullet](number)
        spaces = " " * (len(mark) + 1)
        tail = self.draw(st.sampled_from(["", " ", "\u00a0"]))
        self.wrapped(text, LineRole.FINDING, f"{self.indent}{mark} ", f"{self.indent}{spaces}")
        last, role = self.lines[-1]
        self.lines[-1] = (last + tail, role)
        if self.draw(st.integers(0, 9)) == 0:
            self.lines.append(("\f", None))


@st.composite
def pages(draw: st.DrawFn) -> tuple[Content, Page, str]:
    """Choose what a profile says and how it is laid out."""
    content = draw(contents())
    page = Page(draw, content)
    return content, page, page.write()


_FRENCH_CHROME = (
    "Indicateurs de gouvernance des migrations (IGM)",
    "Cliquez sur la roue pour en savoir plus sur les six dimensions de la gouvernance.",
    "Droits des migrants",
    "Droits des migrants",
    "Les indicateurs de cette catégorie indiquent dans quelle mesure les migrants ont accès.",
    "Partenariats",
    "Partenariats",
    "Ce domaine met l'accent sur les efforts déployés par les pays pour coopérer.",
)
_ENGLISH_CHROME = (
    "Migration Governance Indicators (MGI)",
    "Partnerships",
    "Indicators in this domain look at partnerships between countries.",
)


def _parse(text: str) -> ParsedProfile:
    return parse_profile(SourceText("profile.txt", "profile.txt", text, "0" * 64))


def _not_blank(text: str) -> list[int]:
    lines = re.split(r"\r\n|\r|\n", text)
    return [number for number, line in enumerate(lines, start=1) if line.strip()]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_profile_comes_back_from_any_layout(written: tuple[Content, Page, str]) -> None:
    """Bullets, wraps, line ends, chrome and order of lines do not change what is read."""
    content, page, text = written
    parsed = _parse(text)
    profile = parsed.profile
    found = {
        (each.domain, each.status, each.position, each.statements[0].text)
        for each in profile.findings
    }
    assert found == content.statements()
    assert len(profile.findings) == len(found)
    assert profile.languages == (content.language,)
    assert profile.issued == YearMonth(2023, 10)
    assert (profile.place.name, profile.place.country.alpha3) == ("Nakuru", "KEN")
    roles = [role for _, role in page.lines if role is not None]
    assert [line.role for line in parsed.lines] == roles
    assert [line.number for line in parsed.lines] == _not_blank(text)
    for finding in profile.findings:
        span = finding.statements[0].span
        assert normalise_space(text[span.start : span.end]) == finding.statements[0].text


_PIECES = [
    "1",
    "Key findings",
    "Key findngs",
    "INTRODUCTION",
    "PARTNERSHIPS",
    "PARTNERSHPS",
    "MIGRANTS’ RIGHTS",
    "Migration governance: Examples of well-developed areas",
    "Areas with potential for further development:",
    "areas with potental for further development",
    "  • A finding that is here.",
    "  •",
    "- another finding",
    "1. a numbered one",
    "o A finding",
    "and it goes on",
    "Some text of its own.",
    "2022 Septembre",
    "2022-13",
    "2022",
    "Migration Governance Profile: City of Manaus (Brazil)",
    "Migration Governance Profile:",
    "Migration Governance Profile: City of (",
    "Perfil de Gobernanza de la Migración: Municipalidad de",
    "Click on the icons",
    "-----",
    "\f",
    "\ufeff",
    "\u00a0",
    "",
]

_texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=30), max_size=40)


@settings(max_examples=400, deadline=None)
@given(_texts, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_any_text_is_read_or_refused(pieces: list[str], newline: str) -> None:
    """A text is either read, every line of it, or its errors each name a line."""
    text = newline.join(pieces)
    messages, numbers = _read_or_refuse(text)
    assert all(re.match(r"profile\.txt:\d+: ", message) for message in messages)
    assert messages or numbers == _not_blank(text)


def _read_or_refuse(text: str) -> tuple[list[str], list[int]]:
    try:
        return [], [line.number for line in _parse(text).lines]
    except MgiGraphError as err:
        return str(err).split("\n"), []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("\n\n", "\n", id="blank lines left out"),
        pytest.param("\n", "\n\n", id="blank lines doubled"),
        pytest.param("\n", "\r\n", id="CR LF"),
        pytest.param("\n", "\r", id="CR"),
        pytest.param("1\nKey findings\n", "Key findings\n", id="constant left out"),
        pytest.param("1\nKey findings\n", "", id="openers left out"),
        pytest.param("Key findings\n", "Key findings\nKey findings\n", id="openers doubled"),
        pytest.param("Key findings\n", "Principales hallazgos\n", id="opener translated"),
        pytest.param("  • ", "•", id="no space around bullets"),
        pytest.param("  • ", "\t-\u00a0", id="tabs and dashes"),
        pytest.param(".\n", "\n", id="full stops left out"),
        pytest.param("\n1\nKey", "\n\f\n1\nKey", id="page breaks"),
        pytest.param("2022 Septembre", "-----\n2022 Septembre\n\n\u00a9 2022", id="footer"),
    ],
)
def test_real_profile_is_read_in_other_layouts(
    real: dict[str, ParsedProfile], medellin: str, old: str, new: str
) -> None:
    """The real text gives the same findings when its layout is changed throughout."""
    expected = real["col-medellin-2022-09.txt"].profile
    found = _parse(medellin.replace(old, new)).profile
    assert [_words(each.statements[0].text) for each in found.findings] == [
        _words(each.statements[0].text) for each in expected.findings
    ]
    assert (found.place, found.issued) == (expected.place, expected.issued)


def _words(text: str) -> str:
    return text.rstrip(".")


@pytest.mark.parametrize("width", range(28, 120, 7))
@pytest.mark.parametrize("name", ["medellin", "monte_patria", "manaus"])
def test_real_profile_is_read_wrapped(
    request: pytest.FixtureRequest, real: dict[str, ParsedProfile], name: str, width: int
) -> None:
    """The real texts give the same findings, place and description at any width."""
    text: str = request.getfixturevalue(name)
    wrapped = "\n".join(
        piece
        for line in text.split("\n")
        for piece in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    )
    (expected,) = [each.profile for each in real.values() if each.source.text == text]
    found = _parse(wrapped).profile
    assert [each.statements[0].text for each in found.findings] == [
        each.statements[0].text for each in expected.findings
    ]
    assert (found.place, found.descriptions) == (expected.place, expected.descriptions)
    assert found.contributors == expected.contributors


def test_lines_of_a_page_end_alike_on_disk(tmp_path: Path, medellin: str) -> None:
    """Offsets count the two characters of CR LF, as they stand in the file."""
    text = medellin.replace("\n", "\r\n")
    parsed = _parse(text)
    for line in parsed.lines:
        assert text[line.start : line.end] == text.split("\r\n")[line.number - 1].strip()
