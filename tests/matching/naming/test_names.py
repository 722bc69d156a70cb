"""Test which words of a sentence are proposed as names, and of what class they are."""

import pytest

from mgi_graph.matching.naming import KnownThing, propose_names
from mgi_graph.model import ThingClass

PLACE = "xyz-newbridge"

INSTITUTION = ThingClass.INSTITUTION
INSTRUMENT = ThingClass.POLICY_INSTRUMENT
PROGRAMME = ThingClass.PROGRAMME
NETWORK = ThingClass.NETWORK
EVENT = ThingClass.EVENT

ENGLISH = {
    "two heads joined": (
        "The City Council of Newbridge adopted the Migration and Asylum Policy (2018).",
        [("City Council of Newbridge", INSTITUTION), ("Migration and Asylum Policy", INSTRUMENT)],
    ),
    "an enumeration inside": (
        "The Office for Youth, Sports and Culture advises the mayor.",
        [("Office for Youth, Sports and Culture", INSTITUTION)],
    ),
    "an enumeration of names": (
        "The Ministry of Health, the Ministry of Education and the Welfare Agency meet.",
        [
            ("Ministry of Health", INSTITUTION),
            ("Ministry of Education", INSTITUTION),
            ("Welfare Agency", INSTITUTION),
        ],
    ),
    "a parent in the same phrase": (
        "The Migrant Desk of the Social Welfare Directorate opens daily.",
        [("Migrant Desk", INSTITUTION), ("Social Welfare Directorate", INSTITUTION)],
    ),
    "a preposition before the head": (
        "The Trafficking in Persons Committee reports to parliament.",
        [("Trafficking in Persons Committee", INSTITUTION)],
    ),
    "a period inside": (
        "It follows the Gender Equality Action Plan 2019-2022 of the region.",
        [("Gender Equality Action Plan 2019-2022", INSTRUMENT)],
    ),
    "a numbered law": (
        "Law No. 29 of 2011 on Refugees guides the local police.",
        [("Law No. 29 of 2011 on Refugees", INSTRUMENT)],
    ),
    "a programme by the word behind it": (
        "Newcomers join the Open Doors programme and the CityLink initiative.",
        [("Open Doors", PROGRAMME), ("CityLink", PROGRAMME)],
    ),
    "a quoted name": (
        'The "Know Your Rights" campaign reached many.',
        [("Know Your Rights", PROGRAMME)],
    ),
    "a government with its country": (
        "The Ruritanian government and the county share data.",
        [("Ruritanian government", INSTITUTION)],
    ),
    "an article run together with the name": (
        "This follows theResettlement Strategy of 2020.",
        [("Resettlement Strategy", INSTRUMENT)],
    ),
    "a mayor's office alone": (
        "The Mayor's Office has no such plan.",
        [("Mayor's Office", INSTITUTION)],
    ),
    "a network": (
        "Newbridge belongs to the Northern Alliance of Cities.",
        [("Northern Alliance of Cities", NETWORK)],
    ),
}

SPANISH = {
    "title case": (
        "La Secretaría de Salud y la Secretaría de Educación capacitan al personal.",
        [("Secretaría de Salud", INSTITUTION), ("Secretaría de Educación", INSTITUTION)],
    ),
    "a parent in the same phrase": (
        "El Consejo Consultivo de Migración de la Alcaldía de San Roque sesiona.",
        [("Consejo Consultivo de Migración", INSTITUTION), ("Alcaldía de San Roque", INSTITUTION)],
    ),
    "the bare territory behind": (
        "La Dirección de Obras de la Comuna atiende.",
        [("Dirección de Obras", INSTITUTION)],
    ),
    "small adjective behind": (
        "La Oficina de Inclusión local atiende a todas las personas.",
        [("Oficina de Inclusión", INSTITUTION)],
    ),
    "numbered law": (
        "La Ley 2136 de 2021 y el Decreto N.º 216 orientan la acción.",
        [("Ley 2136 de 2021", INSTRUMENT), ("Decreto N.º 216", INSTRUMENT)],
    ),
    "a programme by the word before it": (
        "A través del programa Somos Vecinos se atiende a familias.",
        [("Somos Vecinos", PROGRAMME)],
    ),
    "a motto with a verb": (
        "Difundió carteles bajo el lema Migrar es Humano en las plazas.",
        [("Migrar es Humano", PROGRAMME)],
    ),
    "quoted event": (
        "El municipio organizó el foro “Ciudades que Acogen” en la plaza.",
        [("Ciudades que Acogen", EVENT)],
    ),
    "a fair": (
        "Hubo una Feria de Empleo para Migrantes en la plaza.",
        [("Feria de Empleo para Migrantes", EVENT)],
    ),
    "with para la": (
        "La Política Regional para la Infancia rige hasta 2030.",
        [("Política Regional para la Infancia", INSTRUMENT)],
    ),
    "association of municipalities": (
        "Integra la Asociación de Municipios del Norte.",
        [("Asociación de Municipios del Norte", NETWORK)],
    ),
}

FRENCH = {
    "small inner words": (
        "Le Comité régional de lutte contre la traite réunit la préfecture.",
        [("Comité régional de lutte contre la traite", INSTITUTION)],
    ),
    "elision and et": (
        "L’Agence nationale de l’emploi et des compétences forme les jeunes.",
        [("Agence nationale de l’emploi et des compétences", INSTITUTION)],
    ),
    "two names": (
        "La Direction des affaires sociales et le Bureau de la solidarité agissent.",
        [
            ("Direction des affaires sociales", INSTITUTION),
            ("Bureau de la solidarité", INSTITUTION),
        ],
    ),
    "a period behind small words": (
        "La Stratégie nationale de lutte contre la pauvreté 2019-2028 oriente le travail.",
        [("Stratégie nationale de lutte contre la pauvreté 2019-2028", INSTRUMENT)],
    ),
    "stops before an infinitive": (
        "Elle aide la Direction de la santé pour former le personnel.",
        [("Direction de la santé", INSTITUTION)],
    ),
    "guillemets": (
        "La ville a organisé le forum « Migrer autrement » en mai.",
        [("Migrer autrement", EVENT)],
    ),
    "a schema": (
        "Le Schéma régional d’accueil des demandeurs est révisé.",
        [("Schéma régional d’accueil des demandeurs", INSTRUMENT)],
    ),
    "a network": (
        "La ville est membre du Réseau francophone des villes solidaires.",
        [("Réseau francophone des villes solidaires", NETWORK)],
    ),
    "a preposition behind et": (
        "Elle agit avec la Direction de la santé et avec la police.",
        [("Direction de la santé", INSTITUTION)],
    ),
    "a town hall": (
        "La Mairie de Montclair a ouvert un guichet.",
        [("Mairie de Montclair", INSTITUTION)],
    ),
}

PORTUGUESE = {
    "two bodies": (
        "A Prefeitura de São Bento, por meio da Secretaria Municipal de Saúde, atende a todos.",
        [("Prefeitura de São Bento", INSTITUTION), ("Secretaria Municipal de Saúde", INSTITUTION)],
    ),
    "an enumeration inside": (
        "O Comitê Estadual de Atenção a Migrantes, Refugiados e Apátridas reúne-se.",
        [("Comitê Estadual de Atenção a Migrantes, Refugiados e Apátridas", INSTITUTION)],
    ),
    "a numbered law": (
        "A Lei n.º 13.445 de 2017 e o Plano Diretor (2019) não mencionam a migração.",
        [("Lei n.º 13.445 de 2017", INSTRUMENT), ("Plano Diretor", INSTRUMENT)],
    ),
    "quoted and plain programmes": (
        'A cidade lançou o programa "Vizinhos sem Fronteiras" e o projeto Porta Aberta.',
        [("Vizinhos sem Fronteiras", PROGRAMME), ("Porta Aberta", PROGRAMME)],
    ),
    "the bare territory behind": (
        "A Guarda Civil do município recebe cursos.",
        [("Guarda Civil", INSTITUTION)],
    ),
    "a body of the Union": (
        "Há cursos da Defensoria Pública da União para servidores.",
        [("Defensoria Pública da União", INSTITUTION)],
    ),
    "a network": (
        "O município participa da Rede de Cidades Acolhedoras.",
        [("Rede de Cidades Acolhedoras", NETWORK)],
    ),
}


def cases() -> list[object]:
    """Return the tables as parameters, each with the name of its language and of its pattern."""
    tables = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "pt": PORTUGUESE}
    return [
        pytest.param(language, text, wanted, id=f"{language}: {name}")
        for language, table in tables.items()
        for name, (text, wanted) in table.items()
    ]


@pytest.mark.parametrize(("language", "text", "wanted"), cases())
def test_a_name_is_proposed_with_its_class(
    language: str, text: str, wanted: list[tuple[str, ThingClass]]
) -> None:
    """Each name is proposed as far as the sentence gives it, and nothing else is."""
    found = propose_names(text, language, (), PLACE).mentions
    assert [(each.text, each.thing_class) for each in found] == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Local authorities collaborate with the government and civil society."),
        ("en", "The city has agreements with Embassies and Consulates."),
        ("en", "Municipal officials in the Upper Aburra Valley receive training."),
        ("en", 'It says that "everyone has the right to education" by law.'),
        ("en", "Access is guaranteed by the COVID-19 response to LGBTI migrants."),
        ("es", "El Gobierno local y la sociedad civil participan en la agenda."),
        ("es", "La Comuna elabora una política local contra la trata de personas."),
        ("es", "Personas con Rol Único Tributario pueden inscribirse."),
        ("fr", "Le Gouvernement local collabore avec les associations."),
        ("fr", "Les autorités de la Ville de Montclair élaborent une stratégie locale."),
        ("pt", "A prefeitura e o governo estadual desenvolvem uma política local."),
    ],
)
def test_general_words_are_no_names(language: str, text: str) -> None:
    """What is not clearly one thing is not proposed."""
    assert propose_names(text, language, (), PLACE).mentions == ()


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("See the Housing Plan here.", "en", "plan"),
        ("See the Housing Committee here.", "en", "committee"),
        ("See the Mayor’s Office of Newbridge here.", "en", "local-government"),
        ("Véase la Universidad de Cima.", "es", "university"),
        ("Véase el Fondo de Solidaridad.", "es", "fund"),
        ("Voir le Ministère de la justice.", "fr", "national-government"),
        ("Veja o Centro de Acolhida.", "pt", "service-point"),
    ],
)
def test_a_head_noun_gives_the_kind(text: str, language: str, kind: str) -> None:
    """The kind is that of the head noun."""
    assert [each.kind for each in propose_names(text, language, (), PLACE).mentions] == [kind]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("See the Newbridge Housing Office here.", "xyz-newbridge-housing-office"),
        ("See the Housing Office of Newbridge here.", "xyz-newbridge-housing-office"),
        ("See the National Housing Agency here.", "xyz-national-housing-agency"),
        ("See the Mayor’s Office here.", "xyz-newbridge-mayors-office"),
        ("See the International Labour Organization here.", "ilo"),
    ],
)
def test_the_slug_of_a_new_thing_begins_with_its_place(text: str, slug: str) -> None:
    """The place's slug stands before the name's, the country's before that of a national thing."""
    (mention,) = propose_names(text, "en", (), PLACE).mentions
    assert mention.thing_slug == slug
    assert mention.is_new


OFFICE = KnownThing(
    "xyz-newbridge-welcome",
    ThingClass.INSTITUTION,
    "service-point",
    (("Casa Abierta", "es"), ("CAB", "es")),
    ("xyz-newbridge",),
)


def test_a_known_name_is_found_whatever_its_accents_and_case() -> None:
    """A known thing is named by its slug, in any language."""
    (mention,) = propose_names("Since then, CASA ABIERTA helps.", "en", (OFFICE,), PLACE).mentions
    assert (mention.text, mention.thing_slug) == ("CASA ABIERTA", "xyz-newbridge-welcome")
    assert not mention.is_new


def test_a_known_name_of_another_place_is_a_new_thing() -> None:
    """Two places may each have a Casa Abierta; the name alone does not make them one."""
    (mention,) = propose_names("La Casa Abierta atiende.", "es", (OFFICE,), "xyz-oldham").mentions
    assert (mention.thing_slug, mention.is_new) == ("xyz-oldham-casa-abierta", True)


def test_a_word_that_folds_to_an_acronym_is_not_it() -> None:
    """The word "Cab" is not the acronym CAB."""
    assert propose_names("Cab drivers were trained.", "en", (OFFICE,), PLACE).mentions == ()


def test_an_acronym_in_brackets_is_the_same_thing() -> None:
    """The acronym has the slug of the name before it, and so have its later occurrences."""
    text = "The Border Management Commission (BMC) meets. The BMC reports."
    found = propose_names(text, "en", (), PLACE).mentions
    assert [(each.text, each.occurrence) for each in found] == [
        ("Border Management Commission", None),
        ("BMC", 1),
        ("BMC", 2),
    ]
    assert len({each.thing_slug for each in found}) == 1


def test_an_acronym_tells_how_far_its_name_goes() -> None:
    """Words whose initials spell the acronym are its name, where no head noun shows it."""
    text = "Le Bureau d’accueil, d’orientation et de suivi (BAOS) informe."
    found = propose_names(text, "fr", (), PLACE).mentions
    assert [each.text for each in found] == ["Bureau d’accueil, d’orientation et de suivi", "BAOS"]


def test_a_name_in_brackets_is_the_same_thing() -> None:
    """Another name, in another language and with brackets of its own, is of the same thing."""
    text = "Through the AULA project (Formação de Educadores(as) em Rede), schools get help."
    found = propose_names(text, "en", (), PLACE).mentions
    assert [each.text for each in found] == ["AULA", "Formação de Educadores(as) em Rede"]
    assert len({each.thing_slug for each in found}) == 1


def test_what_stands_in_brackets_without_a_name_before_it_is_none() -> None:
    """Brackets alone do not make a name."""
    assert propose_names("Some services (CRE) exist (Peru).", "en", (), PLACE).mentions == ()
