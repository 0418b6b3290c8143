"""Names that are words, and short forms of names: what a list must tell, because no rule does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workbench.folding import fold

if TYPE_CHECKING:
    from nicknames import NickNamer

_WORDS = """
abbey amber amity april ash aster august autumn basil bay bea beau belle berry bill blossom blue
blythe bob booth brandy breeze brook brooke bud buddy candy carol chance charity chase chastity
christian clay cliff clover cole coral courage crystal daisy dale dawn dean deacon destiny dick
dolly don dot drew duke earl earnest ebony eden else ember ernest eve faith fawn fern flora forest
frank gale garland gay gene ginger glen grace grant guy happy harmony harper haven hazel heath
heather heaven holly honey honor hope hunter iris iron ivory ivy jack jade jasmine jasper jay
jean jerry jewel joy judge jules june justice kay king kit lance lane laurel lee levy liberty
lily lily love lucky mark marigold mason max may melody mercy miles mint misty mo myrtle nick
night noble norm oak ocean olive opal paige pansy parker pat patience paul peace pearl penny
pepper pete piper pleasant poppy porter price prince prudence queen rain ray reed reign rich
river rob robin rock rocky rod rose rosemary ruby rusty sage sally sandy savage scarlet scout
serenity shade shell sienna skip sky snow sonny spring star stella stone storm stormy sue summer
sunny temperance terry tom trace trinity trip tripp trust tuesday van victor victory vine viola
violet wade walker ward warren wednesday west will willow winter wolf wren young baker banks
barber bell berry bird bishop black bond brown burns bush butler carpenter carter church clark
cook cooper cross day dean dyer field fields fisher flowers forest fox french gardner glass gold
gray green grey hall head hill hood house hunt knight lake law little long love major marsh
miller moon moore nurse page palmer park parks pope potter power read rivers rose sharp shepherd
short singer small smith snow spencer stone street strong sweet taylor turner wall walls ward
waters way weaver wells west white wise wood woods young aime ange blanche cerise claire
clemence constant desire fleur lucie marine olive pierre prudence reine rosalie victoire vincent
violette bauer ernst engel fischer fuchs gross jung klein koch kaiser koenig krieger lang lange
rosen schneider schwarz sommer vogel weber weiss winter wolf amor angel blanca bueno calle campo
cruz delgado dolores esperanza estrella flor gloria guerra leon luna luz mar mercedes milagros
moreno nieves paloma paz perla pilar reyes rico rosa rosario rubio salud sierra sol soledad vera
вера надежда любовь роман лев слава виктория мир роза майя зоря воля
"""


@cache
def common_words() -> frozenset[str]:
    """Folded words that are names of people too."""
    return frozenset(fold(word) for word in _WORDS.split())


_SHORT = """
Александр Саша Шура Саня Алекс; Александра Саша Шура; Алексей Лёша Алёша; Анастасия Настя Ася;
Андрей Андрюша; Анна Аня Нюра Анюта; Борис Боря; Василий Вася; Вера Верочка; Виктор Витя;
Владимир Володя Вова; Вячеслав Слава; Галина Галя; Григорий Гриша; Дарья Даша; Дмитрий Дима Митя;
Евгений Женя; Евгения Женя; Екатерина Катя; Елена Лена Алёна; Елизавета Лиза; Иван Ваня; Ирина Ира;
Константин Костя; Ксения Ксюша; Лариса Лара; Людмила Люда Мила; Маргарита Рита; Мария Маша Маруся;
Михаил Миша; Надежда Надя; Наталья Наташа; Николай Коля; Ольга Оля; Павел Паша; Пётр Петя;
Сергей Серёжа; Светлана Света; Софья Соня; Степан Стёпа; Татьяна Таня; Фёдор Федя; Юлия Юля;
Юрий Юра; Яков Яша;
Johannes Hannes Hans Johann Jo; Maximilian Max Maxi; Elisabeth Lisa Sissi Else Elli Liesel Betti;
Katharina Kathi Käthe Katja Trine; Margarete Grete Gretel Gretchen Marga; Susanne Susi Sanne;
Friedrich Fritz Fiete; Heinrich Heinz Heiner; Wilhelm Willi Wim; Josef Sepp Jupp; Michael Michi;
Andreas Andi; Matthias Hias Matze; Christian Chris; Christina Tina Christl; Johanna Hanna Hanni;
Magdalena Lena Leni; Helene Lene Leni; Ulrich Uli; Ulrike Uli Rike; Gabriele Gabi; Sebastian Basti;
Jose Pepe; Francisco Paco Pancho Curro Kiko; Ignacio Nacho; Jesus Chuy Chucho; Guadalupe Lupe;
Guillermo Memo; Dolores Lola; Concepcion Concha Conchita; Rosario Charo; Enrique Kike Quique;
Eduardo Lalo Edu; Antonio Toño Tono Toni; Manuel Manolo; Maria Mari Mariquita; Isabel Isa Chabela;
Giuseppe Beppe Peppe Pino; Giovanni Gianni Nino; Francesco Franco Ciccio Cecco; Luigi Gigi Gino;
Domenico Mimmo Menico; Salvatore Totò Turi; Elisabetta Betta Lisa; Margherita Rita;
Jean Jeannot; Jacques Jacquot; François Fanfan; Guillaume Guigui; Elisabeth Babette Lisette Lise;
Krzysztof Krzysiek; Małgorzata Gosia; Katarzyna Kasia; Aleksandra Ola; Joanna Asia; Barbara Basia;
Wojciech Wojtek; Stanisław Staszek; Jan Janek Jasiek; Tomasz Tomek; Agnieszka Aga;
Mehmet Memo; Mustafa Mustik; Ibrahim Ibo; Süleyman Sülo; Fatma Fatoş;
Wiremu Wi; Mihaere Mika; Rangimarie Rangi; Aroha Roha; Te Aroha Aroha
"""


@cache
def _groups() -> tuple[frozenset[str], ...]:
    """Beyond English: a name with its short forms, folded."""
    return tuple(
        frozenset(fold(word) for word in group.split()) for group in _SHORT.split(";") if group
    )


@cache
def _english() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


def short_forms(name: str) -> frozenset[str]:
    """What a folded first name is short for, or is shortened to, folded.

    >>> "william" in short_forms("bill"), "саша" in short_forms("александр")
    (True, True)
    """
    named = _english()
    found = {fold(one) for one in (*named.nicknames_of(name), *named.canonicals_of(name))}
    for group in _groups():
        if name in group:
            found |= group
    return frozenset(found - {name})
