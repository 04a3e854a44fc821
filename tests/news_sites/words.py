"""Words that articles are made of: every story has names and matters of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass

_SYLLABLES = (
    "bar bel bren cor dal dor el fen gal har il jor kel lan mar mor nor or pel quin ras sel tam "
    "ul ver wes yar zan thor brim cas dun"
).split()
_ENDS = "ford by ton mere wick dale haven stead burg field combe gate port holm ness".split()
_FIRST = (
    "Ada Bruno Celia Dario Edith Farid Greta Hamid Ines Jonas Katia Leon Mira Nils Olga Pablo "
    "Rosa Samir Tilda Umar Vera Wim Yara Zeno"
).split()
_BODIES = (
    "ferry company|water board|teachers' union|orchard cooperative|port authority|tram depot|"
    "hospital trust|housing office|fire brigade|film archive|seed bank|chess federation|"
    "fishing fleet|planning committee|weather bureau|rowing club|brewery|observatory|"
    "savings bank|court of audit|youth orchestra|bus operator|glass works|botanical garden|"
    "cycling league|power utility|textile mill|coast guard|museum|customs office"
).split("|")
_MATTERS = (
    "a bridge of steel|night trains|school meals|the old reservoir|electric barges|rent controls|"
    "a wind farm|the fish market|flood walls|a tunnel under the bay|library hours|solar roofs|"
    "the harvest|a stolen painting|parking fees|a new stadium|river dredging|organic milk|"
    "street trees|an opera house|cheap tickets|the salt mine|quantum sensors|bee colonies|"
    "a vaccine trial|satellite maps|junior football|pension rules|copper prices|ski lifts|"
    "the lighthouse|heat pumps|a bakers' strike|road tolls|cargo drones|the marathon"
).split("|")
_VERBS = (
    "approves|delays|questions|pays for|gives up|reopens|defends|sells|tests|doubles|votes on|"
    "reviews|promises|cancels|counts the cost of|bets on|fights over|rethinks"
).split("|")
_TAILS = (
    "after a long night|despite protests|for the third time|before winter|at half the price|"
    "as costs climb|amid doubts|with one vote|in a surprise move|under new rules|"
    "to cheers and boos|while rivals wait|as promised in spring|behind closed doors"
).split("|")
_LEADS = (
    "{who} of the {body} told reporters in {town} that {matter} would need {n} more {units}.",
    "Nobody in {town} had expected the {body} to spend {n} {units} on {matter}.",
    "A letter seen by this paper shows that {who} warned of {matter} {n} {units} earlier.",
    "For {n} {units} the people of {town} had waited for word about {matter}.",
    "In a crowded hall in {town}, {who} read out {n} objections to {matter}.",
)
_MIDDLE = (
    "{other}, who runs a shop on {street}, called it the best news in {n} {units}.",
    "Figures from the {body} put the price at {n} million, {m} million above the first estimate.",
    "Of {n} households asked by a polling firm, {m} said they would rather wait.",
    "“We have learned from {place},” {who} said, pointing at a map covered in {colour} pins.",
    "The plan foresees {n} {units} of work along {street} and a pause over the holidays.",
    "Critics in {place} point to a study that found only {n} of {m} sites fit for use.",
    "{other} disagrees: the numbers, she wrote in a note of {n} pages, leave out {matter}.",
    "On {street} the mood was calmer, and {n} visitors signed a {colour} book of wishes.",
    "A spokesman for the {body} declined to say how {m} {units} could be found at once.",
    "Engineers from {place} will inspect {n} joints, {m} valves and the {colour} roof.",
    "The last attempt failed when {n} {units} of rain fell within {m} hours.",
    "Two rival bids, from {place} and {town}, differ by less than {n} {units}.",
    "{who} grew up {n} streets away and remembers the {colour} lanterns of the festival.",
    "Insurers have set aside {n} million, according to a filing in {place}.",
    "At {street} a crew of {n} took down the {colour} fence before noon.",
    "Trade through {town} rose by {n} per cent in the quarter and fell by {m} in the next.",
    "The judge gave both sides {n} days, then added {m} more at the request of {other}.",
    "Musicians from {place} played for {n} minutes under a {colour} awning.",
    "“It is {matter} or nothing,” said {other}, who brought {n} neighbours along.",
    "Records in {place} list {n} similar cases since the {colour} house was built.",
    "Scientists measured {n} samples from {street}; {m} of them surprised everyone.",
    "The timetable names {n} stops between {town} and {place}, {m} of them on request.",
)
_CLOSING = (
    "A decision is due in {n} days, and {who} expects a narrow result.",
    "{other} will speak in {place} next, before {n} invited guests.",
    "Until then the gates on {street} stay shut, {who} said.",
    "The {body} meets again in {town}, with {m} items on its list.",
)
_UNITS = "weeks tonnes months crates metres truckloads barrels seasons hectares signatures".split()
_COLOURS = "red green grey amber violet silver black white blue ochre".split()


@dataclass(frozen=True)
class Told:
    """What a story says."""

    title: str
    paragraphs: tuple[str, ...]


def place(rng: random.Random) -> str:
    return (rng.choice(_SYLLABLES) + rng.choice(_SYLLABLES) * rng.randrange(2)).capitalize() + (
        rng.choice(_ENDS)
    )


def person(rng: random.Random) -> str:
    family = (rng.choice(_SYLLABLES) + rng.choice(_SYLLABLES)).capitalize()
    return f"{rng.choice(_FIRST)} {family}{rng.choice(['', 'sen', 'i', 'er', 'ova', 'ez'])}"


def tell(rng: random.Random) -> Told:
    """A story in English of 150 to 600 words."""
    names = {
        "who": person(rng),
        "other": person(rng),
        "body": rng.choice(_BODIES),
        "town": place(rng),
        "street": place(rng) + rng.choice([" Street", " Road", " Lane", " Quay"]),
    }
    matter = rng.choice(_MATTERS)

    def sentence(forms: tuple[str, ...]) -> str:
        text = rng.choice(forms).format(
            **names,
            matter=matter if rng.random() < 0.5 else rng.choice(_MATTERS),
            place=place(rng),
            n=rng.randrange(3, 990),
            m=rng.randrange(2, 400),
            units=rng.choice(_UNITS),
            colour=rng.choice(_COLOURS),
        )
        return text[0].upper() + text[1:]

    town, body = names["town"], names["body"]
    verb, tail = rng.choice(_VERBS), rng.choice(_TAILS)
    title = rng.choice(
        (
            f"{town} {body} {verb} {matter} {tail}",
            f"{body[0].upper()}{body[1:]} of {town} {verb} {matter}",
            f"How the {body} in {town} {verb} {matter}",
            f"{names['who']} {verb} {matter} in {town} {tail}",
            f"“{matter[0].upper()}{matter[1:]} first”: {town} {verb} it {tail}",
        )
    )
    paragraphs = [sentence(_LEADS) + " " + sentence(_MIDDLE)]
    paragraphs += [
        " ".join(sentence(_MIDDLE) for _ in range(rng.randrange(2, 4)))
        for _ in range(rng.randrange(4, 13))
    ]
    paragraphs.append(sentence(_CLOSING))
    return Told(title, tuple(paragraphs))


TAGS = "harbour budget transport housing weather science courts festivals long-summer-of-repairs".split()
